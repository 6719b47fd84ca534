// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw nodes list|describe|invoke|run`: use nodes.
enum NodeCallCommands {
    static let all = [list, describe, invoke, run]

    private static let node = CommandArgument(name: "NODE", summary: "The node's id, the beginning of it, or its name")
    private static let common = [Commands.json] + GatewayTarget.options

    private static let list = Command(
        name: "list",
        summary: "list nodes with what they offer",
        examples: [.init(line: "openclaw nodes list --json", meaning: "For programs")],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("node.list") }
            if invocation.wantsJSON { return PairingReport(invocation).printed(answer) }
            let console = invocation.host.console
            let nodes = answer["nodes"]?.arrayValue ?? []
            if nodes.isEmpty { console.line("no node has been here; see: openclaw node register --help") }
            for node in nodes {
                let mark = node["connected"]?.boolValue == true ? console.style.good("●") : console.style.dim("○")
                let id = DisplayText.plain(node["nodeId"]?.stringValue ?? "")
                let name = DisplayText.plain(node["displayName"]?.stringValue ?? "")
                let commands = node["commands"]?.arrayValue?.compactMap(\.stringValue) ?? []
                console.line(
                    "\(mark) \(id.prefix(12))  \(console.style.bold(name))  \(commands.isEmpty ? "no approved commands" : commands.joined(separator: ", "))"
                )
            }
            return .success
        }
    )

    private static let describe = Command(
        name: "describe",
        summary: "show everything that is known of a node",
        examples: [.init(line: "openclaw nodes describe workshop", meaning: "By its name")],
        arguments: [node],
        options: common,
        action: { invocation in
            let name = invocation.arguments[0]
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call("node.describe", ["nodeId": .string(try await Self.find(name, client))])
            }
            return PairingReport(invocation).printed(answer)
        }
    )

    private static let invoke = Command(
        name: "invoke",
        summary: "call one of a node's commands and print the answer",
        examples: [
            .init(line: "openclaw nodes invoke workshop system.which --params '{\"bins\":[\"git\"]}'", meaning: "Where a program is")
        ],
        arguments: [node, CommandArgument(name: "COMMAND", summary: "The command, for example system.which")],
        options: [
            .text("--params", placeholder: "JSON", summary: "The parameters as a JSON object"),
            .text("--key", placeholder: "TEXT", summary: "A name for the call: the same name again gives the same answer"),
            .integer(
                "--invoke-timeout",
                placeholder: "MS",
                range: 1...3_600_000,
                summary: "How long the node may take; 30000 unless given"
            ),
        ] + common,
        action: { invocation in
            let params = try Self.parameters(invocation)
            let (name, command) = (invocation.arguments[0], invocation.arguments[1])
            let key = invocation.text("--key") ?? invocation.host.identifiers.uuid()
            let timeout = invocation.integer("--invoke-timeout") ?? 30_000
            let answer = try await GatewayTarget.connect(invocation) { client in
                try await client.call(
                    "node.invoke",
                    [
                        "nodeId": .string(try await Self.find(name, client)), "command": .string(command), "params": params,
                        "idempotencyKey": .string(key), "timeoutMs": JSONValue(timeout),
                    ],
                    timeout: .milliseconds(timeout + 5_000)
                )
            }
            return PairingReport(invocation).printed(invocation.wantsJSON ? answer : answer["payload"] ?? .null)
        }
    )

    private static let run = Command(
        name: "run",
        summary: "run a program on a node; where the node asks for it, a person approves first",
        examples: [
            .init(
                line: "openclaw nodes run workshop --cwd /srv -- git status",
                meaning: "Everything after -- is the program and its arguments"
            )
        ],
        arguments: [node, CommandArgument(name: "PROGRAM", summary: "The program and its arguments", repeats: true)],
        options: [
            .text("--cwd", placeholder: "DIRECTORY", summary: "The directory on the node"),
            .text("--agent", placeholder: "ID", summary: "The agent whose allowlist counts"),
            .integer(
                "--approval-timeout",
                placeholder: "MS",
                range: 1...3_600_000,
                summary: "How long to wait for a person; 120000 unless given"
            ),
            .integer(
                "--run-timeout",
                placeholder: "MS",
                range: 1...3_600_000,
                summary: "How long the program may take; 30000 unless given"
            ),
        ] + common,
        action: { invocation in try await NodeRunCommand(invocation).run() }
    )

    /// The node that a name, an id or the beginning of one stands for.
    static func find(_ name: String, _ client: GatewayClient) async throws -> String {
        let nodes = try await client.call("node.list")["nodes"]?.arrayValue ?? []
        return try PairingReport.find(name, in: nodes, identifier: "nodeId", what: "node", list: "openclaw nodes list")
    }

    private static func parameters(_ invocation: Invocation) throws(CommandFailure) -> JSONValue {
        guard let text = invocation.text("--params") else { return .null }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw .usage("--params is no JSON: \(error)")
        }
    }
}
