// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw pairing …`: everything that waits for a decision, devices and nodes alike.
enum PairingCommands {
    static let pairing = Command(
        name: "pairing",
        summary: "decide on what waits: devices and nodes",
        examples: [
            .init(line: "openclaw pairing list", meaning: "Everything that waits"),
            .init(line: "openclaw pairing approve 3f2a", meaning: "The request that begins so, of a device or a node"),
        ],
        subcommands: [list, approve, reject],
        defaultSubcommand: "list"
    )

    private static let request = CommandArgument(name: "REQUEST", summary: "The request, or the beginning of its name", isRequired: false)
    private static let latest = CommandOption.flag("--latest", summary: "The newest request")
    private static let common = [Commands.json] + GatewayTarget.options

    private static let list = Command(
        name: "list",
        summary: "list what waits",
        examples: [.init(line: "openclaw pairing list --json", meaning: "For programs")],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { client -> JSONValue in
                let devices = try await client.call("device.pair.list")["pending"] ?? []
                let nodes = try await client.call("node.pair.list")["pending"] ?? []
                return ["devices": devices, "nodes": nodes]
            }
            let report = PairingReport(invocation)
            if invocation.wantsJSON {
                report.json(answer)
                return .success
            }
            try report.lists(["pending": answer["devices"] ?? []], what: "device", identifier: "deviceId", command: "pairing")
            try report.lists(["pending": answer["nodes"] ?? []], what: "node", identifier: "nodeId", command: "pairing")
            return .success
        }
    )

    private static let approve = Command(
        name: "approve",
        summary: "approve what waits",
        examples: [.init(line: "openclaw pairing approve --latest", meaning: "The newest request")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: nil, method: "approve").run($0) }
    )

    private static let reject = Command(
        name: "reject",
        summary: "decline what waits",
        examples: [.init(line: "openclaw pairing reject 3f2a", meaning: "The request that begins so")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: nil, method: "reject").run($0) }
    )
}
