// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw health`
enum HealthCommand {
    static let command = Command(
        name: "health",
        summary: "ask a running gateway how it is",
        examples: [
            .init(line: "openclaw health", meaning: "In words; the exit code is 0 when all is well"),
            .init(line: "openclaw health --json", meaning: "For programs"),
        ],
        options: [Commands.json] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let health = try await GatewayTarget.connect(invocation) { try await $0.call("health") }
        let console = invocation.host.console
        let isWell = health["ok"]?.boolValue == true
        if invocation.wantsJSON {
            console.json(health)
        } else {
            let agents = health["agents"]?.arrayValue?.compactMap { $0["agentId"]?.stringValue } ?? []
            let sessions = Int(health["sessions"]?["count"]?.intValue ?? 0)
            let style = console.style
            console.line(isWell ? "\(style.good("●")) healthy" : "\(style.bad("●")) not healthy")
            for words in health["failing"]?.arrayValue ?? [] { console.line("  \(style.bad(words.stringValue ?? ""))") }
            console.line("  agents    \(agents.joined(separator: ", "))")
            console.line("  sessions  \(sessions)")
            for (name, state) in health["channels"]?.objectValue ?? [:] {
                let words = state["running"]?.boolValue == true ? style.good("running") : style.warning("not running")
                let error = state["error"]?.stringValue.map { " (\($0))" } ?? ""
                console.line("  channel   \(name): \(words)\(error)")
            }
        }
        return isWell ? .success : .failure
    }
}
