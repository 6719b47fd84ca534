// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw chat`
enum ChatCommand {
    static let command = Command(
        name: "chat",
        summary: "talk to the agent of a running gateway",
        details: [
            "With a message it prints the answer as it comes and ends. Without one it asks for messages until /quit."
                + " Ctrl-C stops an answer; a second one ends the chat."
        ],
        examples: [
            .init(line: "openclaw chat \"hello\"", meaning: "One question, one answer"),
            .init(line: "openclaw chat --session agent:main:ideas", meaning: "A conversation in a session of its own"),
        ],
        arguments: [
            CommandArgument(name: "MESSAGE", summary: "What to say; several words need no quotes", isRequired: false, repeats: true)
        ],
        options: [
            .text("--session", placeholder: "KEY", summary: "The session; main unless given"),
            Commands.json,
        ] + GatewayTarget.options,
        action: run
    )

    private static func run(_ invocation: Invocation) async throws -> ExitCode {
        let session = invocation.text("--session") ?? "main"
        let message = invocation.arguments.joined(separator: " ")
        let host = invocation.host
        let interrupts = Mailbox<Int32>(capacity: 4, overflow: .dropNewest)
        host.signals?.handle { number in
            if number != 2 || interrupts.count > 0 { SignalWatcher.exitAtOnce(after: number) }
            interrupts.offer(number)
        }
        defer { host.signals?.handle(nil) }
        let wantsJSON = invocation.wantsJSON
        return try await GatewayTarget.connect(invocation, staysConnected: message.isEmpty) { client in
            let conversation = ChatConversation(
                client: client,
                session: session,
                console: host.console,
                input: host.input,
                interrupts: interrupts
            )
            if message.isEmpty { return try await conversation.run() }
            return try await wantsJSON ? conversation.answerAsJSON(message) : conversation.answer(message)
        }
    }
}
