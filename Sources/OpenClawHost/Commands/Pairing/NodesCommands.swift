// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw nodes …`: which nodes are paired and which wait.
enum NodesCommands {
    static let nodes = Command(
        name: "nodes",
        summary: "see, approve, use and remove nodes",
        examples: [
            .init(line: "openclaw nodes pending", meaning: "Which nodes wait for their commands to be approved"),
            .init(line: "openclaw nodes approve --latest", meaning: "Approve the newest one's commands"),
            .init(line: "openclaw nodes run workshop -- uptime", meaning: "Run a program on a node"),
        ],
        subcommands: NodeCallCommands.all + [pending, paired, approve, reject, remove, rename]
    )

    private static let request = CommandArgument(name: "REQUEST", summary: "The request, or the beginning of its name", isRequired: false)
    private static let node = CommandArgument(name: "NODE", summary: "The node's id, the beginning of it, or its name")
    private static let latest = CommandOption.flag("--latest", summary: "The newest request")
    private static let common = [Commands.json] + GatewayTarget.options

    private static let pending = Command(
        name: "pending",
        summary: "list nodes whose commands wait for approval",
        examples: [.init(line: "openclaw nodes pending --json", meaning: "For programs")],
        options: common,
        action: { try await NodesCommands.show($0, paired: false) }
    )

    private static let paired = Command(
        name: "paired",
        summary: "list waiting and paired nodes",
        examples: [.init(line: "openclaw nodes paired --json", meaning: "For programs")],
        options: common,
        action: { try await NodesCommands.show($0, paired: true) }
    )

    private static let approve = Command(
        name: "approve",
        summary: "approve what a node offers",
        examples: [.init(line: "openclaw nodes approve 3f2a", meaning: "The request that begins so")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: .node, method: "approve").run($0) }
    )

    private static let reject = Command(
        name: "reject",
        summary: "decline what a node offers",
        examples: [.init(line: "openclaw nodes reject --latest", meaning: "The newest one")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: .node, method: "reject").run($0) }
    )

    private static let remove = Command(
        name: "remove",
        summary: "forget a node and end its connection",
        examples: [.init(line: "openclaw nodes remove 9b41", meaning: "The node that begins so")],
        arguments: [node],
        options: common,
        action: { try await NodesCommands.change($0, "node.pair.remove", "removed") }
    )

    private static let rename = Command(
        name: "rename",
        summary: "give a node another name",
        examples: [.init(line: "openclaw nodes rename 9b41 Workshop", meaning: "At most 64 characters")],
        arguments: [node, CommandArgument(name: "NAME", summary: "The name")],
        options: common,
        action: { try await NodesCommands.change($0, "node.rename", "renamed", ["displayName": .string($0.arguments[1])]) }
    )

    private static func show(_ invocation: Invocation, paired: Bool) async throws -> ExitCode {
        var answer = try await GatewayTarget.connect(invocation) { try await $0.call("node.pair.list") }
        if !paired { answer["paired"] = nil }
        try PairingReport(invocation).lists(answer, what: "node", identifier: "nodeId", command: "nodes")
        return .success
    }

    private static func change(_ invocation: Invocation, _ method: String, _ done: String, _ extra: JSONObject = [:]) async throws
        -> ExitCode
    {
        let name = invocation.arguments[0]
        let answer = try await GatewayTarget.connect(invocation) { client in
            let known = try await client.call("node.pair.list")["paired"]?.arrayValue ?? []
            var params = extra
            let id = try PairingReport.find(name, in: known, identifier: "nodeId", what: "node", list: "openclaw nodes paired")
            params["nodeId"] = .string(id)
            return try await client.call(method, .object(params))
        }
        PairingReport(invocation).done("node \(answer["nodeId"]?.stringValue?.prefix(12) ?? "")… \(done)", answer)
        return .success
    }
}
