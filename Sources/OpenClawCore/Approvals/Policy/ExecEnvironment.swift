// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which environment variables a caller may set, and which a program gets from the node. Everything else could change what an approved
/// program does (CVE-2026-32056, -22175 and their family).
public enum ExecEnvironment {
    /// Variables a caller may set.
    public static let settable: Set<String> = ["LANG", "LANGUAGE", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TZ", "CI"]
    /// Variables a program gets from the node's own environment.
    public static let inherited: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM", "DISPLAY", "WAYLAND_DISPLAY",
        "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS",
    ]

    /// Why a caller may not set these; `nil` when it may.
    public static func complaint(_ variables: [String: String]) -> String? {
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            guard Self.settable.contains(name) || Self.isLocale(name) else {
                return "the environment variable \(DisplayText.plain(name, maximumLength: 64)) may not be set;"
                    + " only \(Self.settable.sorted().joined(separator: ", ")) and LC_*"
            }
            guard value.utf8.count <= 1_024, !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x2F }) else {
                return "the value of \(name) is longer than 1024 bytes, or has a slash or control characters"
            }
        }
        return nil
    }

    /// The environment of a program.
    public static func make(from own: [String: String], setting variables: [String: String]) -> [String: String] {
        own.filter { Self.inherited.contains($0.key) || Self.isLocale($0.key) }.merging(variables) { $1 }
    }

    private static func isLocale(_ name: String) -> Bool {
        name.hasPrefix("LC_") && name.utf8.count <= 32 && name.utf8.allSatisfy { ($0 >= 65 && $0 <= 90) || $0 == 95 }
    }
}
