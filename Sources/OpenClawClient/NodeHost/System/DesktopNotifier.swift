// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

/// The desktop's own program for messages, if there is a desktop.
struct DesktopNotifier: Sendable {
    private let path: String
    private let isMac: Bool
    private let environment: [String: String]

    init?(environment: [String: String], finder: ProgramFinder) {
        #if os(macOS)
            guard let path = finder.find("osascript", from: "/") else { return nil }
            self.isMac = true
        #else
            let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
            guard hasDesktop, let path = finder.find("notify-send", from: "/") else { return nil }
            self.isMac = false
        #endif
        self.path = path
        self.environment = environment
    }

    func request(title: String, body: String, directory: String) -> ProcessRequest {
        // The words are arguments, never part of a script.
        let arguments =
            self.isMac
            ? [
                "osascript", "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run",
                title, body,
            ]
            : ["notify-send", "--app-name=OpenClaw", "--", title, body]
        return ProcessRequest(
            path: self.path,
            arguments: arguments,
            workingDirectory: directory,
            environment: self.environment.filter {
                ["PATH", "HOME", "USER", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY"].contains($0.key)
            },
            timeout: .seconds(10),
            outputLimit: 4_096
        )
    }
}
