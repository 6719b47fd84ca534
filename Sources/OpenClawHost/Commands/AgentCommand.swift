// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw agent --message TEXT`
enum AgentCommand {
    static let command = Command(
        name: "agent",
        summary: "run one turn of an agent and print the answer",
        examples: [
            .init(line: "openclaw agent --message \"What is on today?\"", meaning: "In the agent's main session"),
            .init(line: "openclaw agent -m \"hi\" --session-key agent:main:test --json", meaning: "In another session, for programs"),
        ],
        options: [
            .text("--message", "-m", placeholder: "TEXT", summary: "The message"),
            .text("--session-key", placeholder: "KEY", summary: "The session; the agent's main session unless given"),
            .text("--agent", placeholder: "ID", summary: "The agent; the default agent unless given"),
            Commands.json,
        ] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        guard let message = invocation.text("--message") else {
            throw CommandFailure.usage("--message is missing", advice: ["for example: openclaw agent --message \"hello\""])
        }
        var params: JSONObject = ["message": .string(message), "idempotencyKey": .string(invocation.host.identifiers.uuid())]
        if let key = invocation.text("--session-key") { params["sessionKey"] = .string(key) }
        if let agent = invocation.text("--agent") { params["agentId"] = .string(agent) }
        let request = JSONValue.object(params)
        let limit: Duration = invocation.integer("--timeout").map { .milliseconds($0) } ?? .seconds(660)
        let answer = try await GatewayTarget.connect(invocation) { client in
            try await client.call("agent", request, timeout: limit, expectsFinal: true)
        }
        let console = invocation.host.console
        if invocation.wantsJSON {
            console.json(answer)
        } else {
            for payload in answer["result"]?["payloads"]?.arrayValue ?? [] {
                if let text = payload["text"]?.stringValue { console.lines(text) }
            }
            if answer["status"]?.stringValue != "ok" {
                let words = answer["summary"]?.stringValue ?? answer["status"]?.stringValue ?? "failed"
                throw CommandFailure(message: "the turn did not end well: \(words)")
            }
        }
        return answer["status"]?.stringValue == "ok" ? .success : .failure
    }
}
