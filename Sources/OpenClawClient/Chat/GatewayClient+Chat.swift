// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

extension GatewayClient {
    /// Sends a message and hands each piece of the answer to `onProgress` as it comes.
    ///
    /// When the connection is lost and opened again, the message is sent once more under the same key, which counts once; when the run
    /// ended meanwhile, the session's last answer is taken from its history.
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
                let message: JSONValue = ["sessionKey": .string(session), "message": .string(text), "idempotencyKey": .string(runID)]
                _ = try await self.call("chat.send", message)
                return .success(try await self.follow(runID, message, events, onProgress))
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

    /// Follows the run on a new connection; its answer when it ended while there was none.
    private func catchUp(_ runID: String, _ message: JSONValue) async throws(GatewayClientError) -> ChatAnswer? {
        let session = message["sessionKey"] ?? .null
        // Reading the history makes the connection follow the session, so that nothing is missed from here on.
        _ = try await self.call("chat.history", ["sessionKey": session, "limit": 1])
        let state = try await self.call("chat.send", message)["status"]?.stringValue ?? ""
        if state == "started" || state == "in_flight" { return nil }
        guard state == "ok" else { throw GatewayClientError(.aborted, "the run ended while there was no connection: \(state)") }
        let history = try await self.call("chat.history", ["sessionKey": session, "limit": 20])
        let answer = history["messages"]?.arrayValue?.last { $0["role"] == "assistant" }
        return ChatAnswer(
            runID: runID,
            text: ChatStream.text(of: answer) ?? "",
            stopReason: answer?["stopReason"]?.stringValue,
            usage: answer?["usage"]
        )
    }

    private func follow(
        _ runID: String,
        _ message: JSONValue,
        _ events: Mailbox<GatewayClientEvent>,
        _ onProgress: (ChatProgress) -> Void
    ) async throws(GatewayClientError) -> ChatAnswer {
        var machine = ChatStream(runID: runID)
        while let event = await events.next() {
            if event.name == GatewayClientEvent.reconnected, let answer = try await self.catchUp(runID, message) {
                for progress in machine.finish(with: answer.text) { onProgress(progress) }
                return answer
            }
            let step = machine.receive(event)
            for progress in step.progress { onProgress(progress) }
            if let end = step.end { return try end.get() }
        }
        if let failure = self.failure { throw failure }
        throw GatewayClientError(.cancelled, "the chat was given up")
    }
}
