// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// `openclaw hooks …`
enum HooksCommands {
    static let hooks = Command(
        name: "hooks",
        summary: "show the hooks of the configuration",
        examples: [.init(line: "openclaw hooks list --json", meaning: "For programs")],
        subcommands: [list]
    )

    private static let list = Command(
        name: "list",
        summary: "list the paths below hooks.path",
        examples: [.init(line: "openclaw hooks list", meaning: "What other programs may call")],
        options: [Commands.json],
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let hooks = try Settings.load(invocation).configuration.hooks
        let console = invocation.host.console
        var rows: [(name: String, path: String, action: String)] = []
        if hooks.isEnabled {
            rows = [("wake", "\(hooks.path)/wake", "wake"), ("agent", "\(hooks.path)/agent", "agent")]
            rows += hooks.mappings.map { ($0.name ?? $0.path, "\(hooks.path)/\($0.path)", $0.action) }
        }
        if invocation.wantsJSON {
            let list = rows.map { row -> JSONValue in
                ["name": .string(row.name), "path": .string(row.path), "action": .string(row.action), "enabled": true, "source": "config"]
            }
            let report: JSONValue = ["enabled": .bool(hooks.isEnabled), "hooks": .array(list)]
            console.json(report)
        } else if rows.isEmpty {
            console.line("hooks are switched off; set hooks.enabled and hooks.token")
        } else {
            for row in rows { console.line("POST \(row.path)  \(console.style.dim(row.action))") }
        }
        return .success
    }
}
