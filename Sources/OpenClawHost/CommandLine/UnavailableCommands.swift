// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Commands of other versions, which other programs call: they say plainly that they do not exist here, with exit code 69.
enum UnavailableCommands {
    private static let words: Set<String> = [
        "setup", "onboard", "configure", "reset", "uninstall", "update", "plugins", "memory", "acp", "sandbox", "node", "approvals",
        "exec-policy", "browser", "webhooks", "secrets", "backup", "completion", "dashboard", "directory", "dns", "docs", "qr", "tui",
        "fleet", "audit", "tasks", "flows", "mcp", "migrate", "database", "telemetry", "connect", "attach", "daemon", "skills",
        "agents", "channels", "wizard",
        "gateway discover", "gateway install", "gateway uninstall", "gateway start", "gateway stop", "gateway restart",
        "gateway auth-token", "gateway usage-cost",
        "models set", "models auth", "models scan", "models aliases", "models fallbacks", "message poll",
        "message react", "message edit", "message delete", "message read", "hooks enable", "hooks disable", "hooks info", "hooks check",
        "hooks install", "hooks update",
    ]

    /// The failure when the words name such a command.
    static func failure(_ words: [String], root: Command) -> CommandFailure? {
        var names: [String] = []
        var rest = words[...]
        while let word = rest.popFirst(), names.count < 2 {
            if word.hasPrefix("-") {
                let option = root.options.first { $0.names.contains(word) }
                if case .none = option?.value ?? .none { continue }
                _ = rest.popFirst()
            } else {
                names.append(word)
            }
        }
        guard let first = names.first, !names.contains("help") else { return nil }
        let known = root.subcommand(first)
        if let known, names.count < 2 || known.subcommand(names[1]) != nil { return nil }
        for name in [names.joined(separator: " "), first] where self.words.contains(name) {
            if name == first, known != nil { return nil }
            return CommandFailure(
                message: "openclaw \(name) does not exist in this version",
                advice: ["all commands: openclaw --help"],
                exitCode: .unavailable,
                code: "NOT_AVAILABLE"
            )
        }
        return nil
    }
}
