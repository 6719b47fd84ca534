// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw system …`
enum SystemCommands {
    static let system = Command(
        name: "system",
        summary: "leave notes for agents, see heartbeats and who is connected",
        examples: [.init(line: "openclaw system event --text \"The backup has failed\" --mode now", meaning: "Wake the agent")],
        subcommands: [event, heartbeat, presence]
    )

    private static let event = Command(
        name: "event",
        summary: "leave a note for the agent's main session",
        examples: [.init(line: "openclaw system event --text \"The door is open\"", meaning: "For its next turn")],
        options: [
            .text("--text", placeholder: "TEXT", summary: "The note"),
            .choice("--mode", words: ["now", "next-heartbeat"], summary: "Whether the agent acts at once; next-heartbeat unless given"),
            Commands.json,
        ] + GatewayTarget.options,
        action: { invocation in
            guard let text = invocation.text("--text") else { throw CommandFailure.usage("--text is missing") }
            let params: JSONValue = ["text": .string(text), "mode": .string(invocation.text("--mode") ?? "next-heartbeat")]
            return try await show("wake", params, invocation)
        }
    )

    private static let heartbeat = Command(
        name: "heartbeat",
        summary: "show the last heartbeats and the next, or switch heartbeats on and off",
        examples: [
            .init(line: "openclaw system heartbeat", meaning: "When each agent's last one was and how it went, and when the next comes"),
            .init(line: "openclaw system heartbeat last --json", meaning: "The last one, for programs"),
        ],
        arguments: [CommandArgument(name: "last|enable|disable", summary: "What to do", isRequired: false)],
        options: [Commands.json] + GatewayTarget.options,
        action: { invocation in
            switch invocation.arguments.first ?? "last" {
            case "last": return try await lastHeartbeats(invocation)
            case "enable": return try await show("set-heartbeats", ["enabled": true], invocation)
            case "disable": return try await show("set-heartbeats", ["enabled": false], invocation)
            default: throw CommandFailure.usage("heartbeat takes last, enable or disable")
            }
        }
    )

    private static func lastHeartbeats(_ invocation: Invocation) async throws -> ExitCode {
        if invocation.wantsJSON { return try await show("last-heartbeat", [:], invocation) }
        let status = try await GatewayTarget.connect(invocation) { try await $0.call("status") }
        let lines = HeartbeatLines.words(of: status)
        for words in lines { invocation.host.console.line(words) }
        if lines.isEmpty {
            invocation.host.console.line(
                "no agent has heartbeats, or they are switched off; agents.defaults.heartbeat.every sets how often they come"
            )
        }
        return .success
    }

    private static let presence = Command(
        name: "presence",
        summary: "show who is connected",
        examples: [.init(line: "openclaw system presence --json", meaning: "For programs")],
        options: [Commands.json] + GatewayTarget.options,
        action: { try await show("system-presence", [:], $0) }
    )

    private static func show(_ method: String, _ params: JSONValue, _ invocation: Invocation) async throws -> ExitCode {
        let answer = try await GatewayTarget.connect(invocation) { try await $0.call(method, params) }
        invocation.host.console.json(answer)
        return .success
    }
}
