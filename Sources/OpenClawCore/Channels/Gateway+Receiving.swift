// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Takes a message from a channel: records it, finds its agent and session, and starts or queues a turn.
    ///
    /// When this returns ``Admission/accepted(_:)`` the message is in the ledger; acknowledge it to the platform only then.
    public func receive(_ message: InboundMessage) async -> Admission {
        self.channels.noteReceived(message.id.channel, account: message.id.account)
        guard !message.id.event.isEmpty, !message.peer.id.isEmpty else {
            return self.refuse(message, "a message needs an event identifier and a peer")
        }
        guard message.text.utf8.count <= self.configuration.limits.maximumMessageBytes else {
            return self.refuse(message, "the text is larger than \(self.configuration.limits.maximumMessageBytes) bytes")
        }
        guard !message.text.isEmpty || !message.attachments.isEmpty else { return self.refuse(message, "the message is empty") }
        let route = self.router.route(message)
        guard route.sessionKey.isValid else { return self.refuse(message, "the session key \(route.sessionKey) is not allowed") }
        if await self.isSilenced(route.sessionKey, message) { return await self.refuseSilenced(message) }
        var burst = self.configuration.debounce.role(of: message)
        var message = message
        let sent = [.text(message.text)] + message.attachments
        let reset = self.resetRequest(in: sent)
        if let reset { message.text = reset.rest.first?.text ?? "" }
        if reset != nil, burst != nil { burst = .follows }
        let request = RunRequest(
            runID: RunID(message.id.description),
            identity: message.id,
            sessionKey: route.sessionKey,
            agentID: route.agentID,
            message: ChatMessage(
                role: .user,
                content: reset?.rest ?? sent,
                timestamp: message.timestamp ?? self.now(),
                extra: ["channel": .string(message.id.channel.rawValue), "from": .string(message.senderID)]
            ),
            origin: message,
            isConversation: true,
            resetTrigger: reset?.trigger,
            burst: burst,
            reason: "to \(route.sessionKey), matched by \(route.matchedBy)\(burst == .waits ? "; waits for more of its sender" : "")"
        )
        switch await self.runner.accept(request, gateway: self) {
        case .accepted(let run, let position, let startsNow):
            self.counters.messagesAccepted.increment()
            self.logger.debug(
                "message.accepted",
                [
                    "message": .string(message.id.description), "session": .string(route.sessionKey.rawValue),
                    "agent": .string(route.agentID.rawValue), "matched_by": .string(route.matchedBy),
                ]
            )
            if startsNow, !self.submit({ await self.execute(run) }) {
                await self.abort(run, status: .aborted, reason: "the gateway is stopping")
                _ = self.runs.release(run)
                return .deferred(retryAfter: .seconds(2), reason: "the gateway is stopping")
            }
            return .accepted(position)
        case .duplicate(_, let entry):
            self.counters.messagesDuplicate.increment()
            return .duplicate(entry.position)
        case .refused(let error):
            self.counters.messagesDeferred.increment()
            return .deferred(retryAfter: .milliseconds(error.retryAfterMilliseconds ?? 1_000), reason: error.message)
        }
    }

    /// Whether a session takes no messages. The index of sessions says so, no transcript is read.
    private func isSilenced(_ key: SessionKey, _ message: InboundMessage) async -> Bool {
        var record: SessionRecord?
        do throws(SessionStoreError) {
            record = try await self.sessions.record(key)
        } catch {
            // The turn meets the same failure, and its sender is told.
        }
        return self.isSilenced(key, record, channel: message.id.channel, chatType: message.peer.kind)
    }

    /// Refuses a message to a session that takes none, unless it was taken before the session was silenced: then it is in the ledger
    /// and goes on.
    private func refuseSilenced(_ message: InboundMessage) async -> Admission {
        do {
            guard let entry = try await self.ledger.entry(of: message.id) else { return self.refuse(message, Self.silencedReason) }
            self.counters.messagesDuplicate.increment()
            return .duplicate(entry.position)
        } catch {
            self.logger.warn("ledger.read_failed", ["message": .string("\(message.id)"), "error": .string("\(error)")])
            self.counters.messagesDeferred.increment()
            return .deferred(retryAfter: .seconds(1), reason: error.message)
        }
    }

    private func refuse(_ message: InboundMessage, _ reason: String) -> Admission {
        self.counters.messagesRejected.increment()
        self.logger.warn("message.rejected", ["message": .string(message.id.description), "reason": .string(reason)])
        return .rejected(reason: reason)
    }
}
