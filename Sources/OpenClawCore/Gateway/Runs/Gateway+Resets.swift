// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// What somebody hears who has begun a new conversation and said nothing else.
    static let resetConfirmation = TurnOutcome(content: [.text("A new conversation has begun.")])

    /// Takes the word out of a message that begins a new conversation; `nil` for all others.
    func resetRequest(in content: [ContentBlock]) -> (trigger: String, rest: [ContentBlock])? {
        let triggers = self.configuration.sessionResets.triggers
        guard !triggers.isEmpty, case .text(let text)? = content.first, let match = triggers.match(text) else { return nil }
        let rest = content.dropFirst()
        return (match.trigger, match.rest.isEmpty ? Array(rest) : [.text(match.rest)] + rest)
    }

    /// Why a client may not begin a new conversation with a word: it is what `sessions.reset` does, and needs what that needs (PROTOCOL 4.7).
    func resetRefusal(_ trigger: String, for client: ClientSession) -> MethodError? {
        let method = self.methods["sessions.reset"]
        guard
            var refusal = Authorizer.refusal(
                of: method,
                role: client.role,
                scopes: client.scopes,
                protocolVersion: client.protocolVersion
            )
        else { return nil }
        refusal.message = "\(trigger) does what sessions.reset does; \(refusal.message)"
        return refusal
    }

    /// Why a run's message begins a new transcript; `nil` when the conversation goes on.
    ///
    /// A turn taken up again whose message is in the transcript stays there: it was begun for it, or was found good enough for it.
    @inline(never)
    func resetReason(judging session: Session, _ run: ActiveRun) -> ResetReason? {
        let request = run.request
        guard session.record.version != .empty else { return nil }
        if request.isResumed, session.entries.contains(where: { $0.id == run.messageEntryID }) { return nil }
        if request.resetTrigger != nil { return .command }
        // What the gateway does by itself neither keeps a conversation fresh nor ends it.
        guard request.automaticSource == nil, let freshness else { return nil }
        return freshness.reasonToReset(session.record, channel: request.origin?.id.channel, acceptedAt: run.acceptedAt)
    }

    /// Begins a new transcript with a run's entries, as one change; the old one is archived.
    @inline(never)
    func restart(
        _ record: SessionRecord,
        with entries: [SessionEntry],
        for run: ActiveRun,
        because reason: ResetReason
    ) async throws -> SessionRecord {
        let key = run.sessionKey
        // Who was stopped to make place may still be writing down how far it came; that belongs to the old transcript.
        if let last = self.runs.last(in: key), last.result == nil { _ = await last.waitForResult() }
        if run.phase == .finished { throw CancellationError() }
        let begun = try await self.restartPatiently(record, with: entries, for: run)
        run.remark = "began a new conversation: \(reason.rawValue); the transcript \(record.sessionID) was archived"
        self.logger.info(
            "session.reset",
            [
                "session": .string(key.rawValue), "reason": .string(reason.rawValue), "run": .string(run.runID.rawValue),
                "ended": .string(record.sessionID), "began": .string(begun.sessionID),
            ]
        )
        self.publishSessionsChanged(key, reason: run.request.resetTrigger == "/reset" ? "reset" : "new")
        return begun
    }

    /// Waits for a disk that is full, as all that is written of acknowledged messages does.
    private func restartPatiently(
        _ record: SessionRecord,
        with entries: [SessionEntry],
        for run: ActiveRun
    ) async throws(SessionStoreError) -> SessionRecord {
        do throws(SessionStoreError) {
            return try await self.sessions.restart(record.key, with: entries, expectedSessionID: record.sessionID, epoch: self.epoch)
        } catch {
            guard error.isPassing else { throw error }
            var begun = record
            try await self.storeLater(record.key, after: error, while: { run.result == nil }) { () async throws(SessionStoreError) in
                begun = try await self.sessions.restart(record.key, with: entries, expectedSessionID: record.sessionID, epoch: self.epoch)
            }
            return begun
        }
    }

    /// What stands in a transcript that begins without a message.
    func resetMark(of run: ActiveRun) -> SessionEntry {
        SessionEntry(
            id: run.messageEntryID,
            timestamp: run.request.message.timestamp,
            kind: .other(
                type: "custom",
                fields: ["customType": "session_reset", "data": .object(["trigger": .string(run.request.resetTrigger ?? "")])]
            )
        )
    }
}
