// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw message …`
enum MessageCommands {
    static let message = Command(
        name: "message",
        summary: "send messages through a running gateway's channels",
        examples: [.init(line: "openclaw message send --channel telegram --target 123456 --message hello", meaning: "To a person")],
        subcommands: [send]
    )

    private static let send = Command(
        name: "send",
        summary: "send a text to a person or a room",
        examples: [
            .init(line: "openclaw message send --channel telegram --target 123456 --message hello", meaning: "To a person"),
            .init(line: "openclaw message send --channel slack --target channel:C1 -m hello --json", meaning: "To a room, for programs"),
        ],
        options: [
            .text("--channel", placeholder: "NAME", summary: "The channel; not needed when there is one only"),
            .text("--target", "--to", placeholder: "ID", summary: "Whom; group:ID and channel:ID are rooms"),
            .text("--message", "-m", placeholder: "TEXT", summary: "The text"),
            .text("--account", placeholder: "ID", summary: "The channel's account"),
            .text("--reply-to", placeholder: "ID", summary: "The message it answers"),
            Commands.json,
        ] + GatewayTarget.options,
        action: runSend
    )

    private static func runSend(_ invocation: Invocation) async throws -> ExitCode {
        guard let target = invocation.text("--target") else { throw CommandFailure.usage("--target is missing") }
        guard let text = invocation.text("--message") else { throw CommandFailure.usage("--message is missing") }
        var params: JSONObject = [
            "to": .string(target), "message": .string(text), "idempotencyKey": .string(invocation.host.identifiers.uuid()),
        ]
        for (flag, name) in [("--channel", "channel"), ("--account", "accountId"), ("--reply-to", "replyToId")] {
            if let value = invocation.text(flag) { params[name] = .string(value) }
        }
        let request = JSONValue.object(params)
        let answer = try await GatewayTarget.connect(invocation) { try await $0.call("send", request) }
        let console = invocation.host.console
        if invocation.wantsJSON {
            console.json(answer)
        } else {
            console.line("\(console.style.good("✓")) sent: \(answer["messageId"]?.stringValue ?? "")")
        }
        return .success
    }
}
