// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw devices …`: who is paired and who waits to be.
enum DevicesCommands {
    static let devices = Command(
        name: "devices",
        summary: "see, approve and remove paired devices",
        examples: [
            .init(line: "openclaw devices list", meaning: "Who waits, and who is paired"),
            .init(line: "openclaw devices approve --latest", meaning: "Let the newest one in"),
            .init(line: "openclaw devices revoke --device ID --role operator", meaning: "Take a device's token away"),
        ],
        subcommands: [list, approve, reject, remove, rename, rotate, revoke, SetupCodeCommand.setupCode],
        defaultSubcommand: "list"
    )

    private static let request = CommandArgument(name: "REQUEST", summary: "The request, or the beginning of its name", isRequired: false)
    private static let device = CommandArgument(name: "DEVICE", summary: "The device's id, the beginning of it, or its name")
    private static let latest = CommandOption.flag("--latest", summary: "The newest request")
    private static let deviceOption = CommandOption.text(
        "--device",
        placeholder: "ID",
        summary: "The device's id, the beginning of it, or its name"
    )
    private static let role = CommandOption.choice(
        "--role",
        words: ["operator", "node"],
        summary: "The token's role; operator unless given"
    )
    private static let common = [Commands.json] + GatewayTarget.options

    private static let list = Command(
        name: "list",
        summary: "list waiting and paired devices",
        examples: [.init(line: "openclaw devices list --json", meaning: "For programs")],
        options: common,
        action: { invocation in
            let answer = try await GatewayTarget.connect(invocation) { try await $0.call("device.pair.list") }
            try PairingReport(invocation).lists(answer, what: "device", identifier: "deviceId", command: "devices")
            return .success
        }
    )

    private static let approve = Command(
        name: "approve",
        summary: "let a waiting device in",
        examples: [.init(line: "openclaw devices approve 3f2a", meaning: "The request that begins so")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: .device, method: "approve").run($0) }
    )

    private static let reject = Command(
        name: "reject",
        summary: "turn a waiting device away",
        examples: [.init(line: "openclaw devices reject --latest", meaning: "The newest one")],
        arguments: [request],
        options: [latest] + common,
        action: { try await PairingDecisionCommand(kind: .device, method: "reject").run($0) }
    )

    private static let remove = Command(
        name: "remove",
        summary: "forget a paired device and end its connections",
        examples: [.init(line: "openclaw devices remove 9b41", meaning: "The device that begins so")],
        arguments: [device],
        options: common,
        action: { invocation in
            try await DevicesCommands.change(invocation, invocation.arguments[0], "device.pair.remove", "removed")
        }
    )

    private static let rename = Command(
        name: "rename",
        summary: "give a paired device another name",
        examples: [.init(line: "openclaw devices rename 9b41 Kitchen", meaning: "At most 64 characters")],
        arguments: [device, CommandArgument(name: "NAME", summary: "The name")],
        options: common,
        action: { invocation in
            try await DevicesCommands.change(
                invocation,
                invocation.arguments[0],
                "device.pair.rename",
                "renamed",
                ["label": .string(invocation.arguments[1])]
            )
        }
    )

    private static let rotate = Command(
        name: "rotate",
        summary: "give a device another token and end its connections",
        examples: [
            .init(line: "openclaw devices rotate --device 9b41 --role operator --scope operator.read", meaning: "With less than before")
        ],
        options: [
            deviceOption, role,
            .text("--scope", placeholder: "SCOPE", summary: "What the new token allows; may be repeated. The old one's unless given"),
        ] + common,
        action: { invocation in
            var params: JSONObject = ["role": .string(invocation.text("--role") ?? "operator")]
            if let scopes = invocation.values["--scope"] { params["scopes"] = .array(scopes.map { .string($0) }) }
            return try await DevicesCommands.change(
                invocation,
                try DevicesCommands.named(invocation),
                "device.token.rotate",
                "rotated",
                params
            )
        }
    )

    private static let revoke = Command(
        name: "revoke",
        summary: "take a device's token away and end its connections",
        examples: [.init(line: "openclaw devices revoke --device 9b41 --role node", meaning: "It has to be approved again")],
        options: [deviceOption, role] + common,
        action: { invocation in
            let params: JSONObject = ["role": .string(invocation.text("--role") ?? "operator")]
            return try await DevicesCommands.change(
                invocation,
                try DevicesCommands.named(invocation),
                "device.token.revoke",
                "revoked",
                params
            )
        }
    )

    private static func named(_ invocation: Invocation) throws(CommandFailure) -> String {
        guard let device = invocation.text("--device") else { throw .usage("say which device: --device ID (openclaw devices list)") }
        return device
    }

    private static func change(
        _ invocation: Invocation,
        _ name: String,
        _ method: String,
        _ done: String,
        _ extra: JSONObject = [:]
    ) async throws -> ExitCode {
        let answer = try await GatewayTarget.connect(invocation) { client in
            let known = try await client.call("device.pair.list")["paired"]?.arrayValue ?? []
            var params = extra
            let id = try PairingReport.find(name, in: known, identifier: "deviceId", what: "device", list: "openclaw devices list")
            params["deviceId"] = .string(id)
            return try await client.call(method, .object(params))
        }
        PairingReport(invocation).done("device \(answer["deviceId"]?.stringValue?.prefix(12) ?? "")… \(done)", answer)
        if !invocation.wantsJSON, let token = answer["token"]?.stringValue { invocation.host.console.line("  token     \(token)") }
        return .success
    }
}
