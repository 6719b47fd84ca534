// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension GatewayClient {
    /// Sends a message and hands each piece of the answer to `onProgress` as it comes.
    ///
    /// When the task is cancelled the gateway is asked to abort the run.
    /// - Parameters:
    ///   - text: The message.
    ///   - session: The session's key; `main` is the default agent's main session.
    ///   - onProgress: Called in order.
    /// - Throws: ``GatewayClientError``.
    public func chat(
        _ text: String,
        session: String = "main",
        onProgress: (ChatProgress) -> Void = { _ in }
    ) async throws(GatewayClientError) -> ChatAnswer {
        let runID = self.configuration.identifiers.uuid()
        let outcome: Result<ChatAnswer, GatewayClientError> = await self.withEvents { events in
            do throws(GatewayClientError) {
                _ = try await self.call(
                    "chat.send",
                    ["sessionKey": .string(session), "message": .string(text), "idempotencyKey": .string(runID)]
                )
                return .success(try await self.follow(runID, events, onProgress))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Asks the gateway to stop the runs of a session; returns how many it stopped.
    @discardableResult
    public func abortChat(session: String) async throws(GatewayClientError) -> Int {
        let answer = try await self.call("chat.abort", ["sessionKey": .string(session)])
        return answer["runIds"]?.arrayValue?.count ?? 0
    }

    private func follow(
        _ runID: String,
        _ events: Mailbox<GatewayClientEvent>,
        _ onProgress: (ChatProgress) -> Void
    ) async throws(GatewayClientError) -> ChatAnswer {
        var machine = ChatStream(runID: runID)
        while let event = await events.next() {
            let step = machine.receive(event)
            for progress in step.progress { onProgress(progress) }
            if let end = step.end { return try end.get() }
        }
        if let failure = self.failure { throw failure }
        throw GatewayClientError(.cancelled, "the chat was given up")
    }
}
