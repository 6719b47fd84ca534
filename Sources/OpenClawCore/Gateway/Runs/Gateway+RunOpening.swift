// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// What a turn begins with.
    private struct Opening {
        /// What is to be written into the transcript.
        var entries: [SessionEntry] = []
        /// What the agent is asked.
        var message: ChatMessage
        /// What was said before.
        var history: [ChatMessage]
        /// The newest of several messages that share the turn.
        var newest: RunRequest?
    }

    /// How far a turn is made.
    private enum Preparation {
        case ready(Turn)
        /// What the run holds must be written before the agent begins.
        case unstored(Turn)
        /// The conversation begins, or begins anew.
        case beginning
    }

    /// Loads the conversation; the message goes into the transcript, at once or while the agent works.
    ///
    /// Apart from its caller, whose memory a task keeps until the turn has ended; the same holds for the functions it calls.
    @inline(never)
    func prepare(_ run: ActiveRun, historyLimit: Int) async throws -> Turn {
        let window = self.window(of: run.request, historyLimit: historyLimit)
        let session = try await self.sessions.load(run.sessionKey, window: window)
        switch self.goOn(run, in: session) {
        case .ready(let turn):
            if self.mayFollow(run) { await self.rememberConversation(run.request, known: turn.attributes) }
            return turn
        case .unstored(let turn):
            try await self.storePatiently(run.takeHeldEntries(), run.sessionKey, while: { run.result == nil })
            if self.mayFollow(run) { await self.rememberConversation(run.request, known: turn.attributes) }
            return turn
        case .beginning:
            let turn = try await self.begin(run, session)
            if self.mayFollow(run) { await self.rememberConversation(run.request, known: turn.attributes) }
            return turn
        }
    }

    /// Whether a heartbeat may be answered into the conversation; of most gateways none is.
    private func mayFollow(_ run: ActiveRun) -> Bool { !self.heartbeatRoster.followedSessions.isEmpty && run.request.origin != nil }

    /// Makes the turn of a conversation that goes on, which most do.
    @inline(never)
    private func goOn(_ run: ActiveRun, in session: Session?) -> Preparation {
        guard let session, !session.record.isArchived, self.resetReason(session, run) == nil else { return .beginning }
        let opening = self.opening(of: run, in: session)
        let turn = self.turn(of: run, opening, session.record)
        guard !opening.entries.isEmpty else { return .ready(turn) }
        // The ledger has the message already.
        run.hold(opening.entries)
        return self.flusher.schedule(run) ? .ready(turn) : .unstored(turn)
    }

    /// Makes the turn of a conversation that begins, for the first time or anew, or that was archived.
    @inline(never)
    private func begin(_ run: ActiveRun, _ session: Session?) async throws -> Turn {
        if session?.record.isArchived == true {
            // What somebody writes to is active again.
            try await self.sessions.update(run.sessionKey, attributes: SessionUsage.restoring, epoch: self.epoch)
        }
        if let session, let reason = self.resetReason(session, run) {
            let opening = self.opening(of: run, in: nil)
            return self.turn(of: run, opening, try await self.restart(session.record, with: opening.entries, for: run, because: reason))
        }
        let key = run.sessionKey
        let opening = self.opening(of: run, in: session)
        // A new session is made before its agent begins.
        run.hold(opening.entries)
        try await self.storePatiently(run.takeHeldEntries(), key, while: { run.result == nil })
        let record = try await self.sessions.record(key)
        self.publishSessionsChanged(key, reason: "create")
        return self.turn(of: run, opening, record)
    }

    /// How much of the conversation the agent gets.
    private func window(of request: RunRequest, historyLimit: Int) -> SessionWindow {
        let limits = self.configuration.limits
        var window = SessionWindow(limit: max(0, min(limits.historyEntries, historyLimit)), maximumBytes: limits.historyBytes)
        if request.isResumed { window.limit = max(window.limit, 256) }
        return window
    }

    /// Why a run's message begins a new transcript; `nil` for most, without a look at anything when nothing ends conversations.
    private func resetReason(_ session: Session, _ run: ActiveRun) -> ResetReason? {
        if self.freshness == nil, run.request.resetTrigger == nil { return nil }
        return self.resetReason(judging: session, run)
    }

    @inline(never)
    private func opening(of run: ActiveRun, in session: Session?) -> Opening {
        let request = run.request
        let limits = self.configuration.limits
        let isNew = session.map { $0.record.version == .empty } ?? true
        let absorbed = run.absorbed
        let isResumed = request.isResumed || absorbed.contains { $0.request.isResumed }
        let written = isResumed ? Set(session?.entries.map(\.id) ?? []) : []
        let earlier = isNew ? request.earlier : []
        var opening: Opening
        if request.isResetOnly {
            // A mark instead of a message: a turn taken up again finds that its transcript was begun.
            opening = Opening(message: request.message, history: [])
            if !written.contains(run.messageEntryID) { opening.entries.append(self.resetMark(of: run)) }
        } else if request.isResumed, var session, let index = session.entries.firstIndex(where: { $0.id == run.messageEntryID }) {
            // An earlier attempt has written the message; the agent gets what was said before it.
            let message = session.entries[index].message ?? request.message
            session.entries.removeSubrange(index...)
            opening = Opening(message: message, history: isNew ? Array(earlier.suffix(limits.historyEntries)) : Self.history(session))
        } else {
            let history = isNew ? Array(earlier.suffix(limits.historyEntries)) : session.map(Self.history) ?? []
            opening = Opening(message: self.withNotes(request), history: history)
            var parentID = session?.entries.last?.id
            opening.entries.reserveCapacity(earlier.count + 1)
            for (index, message) in earlier.enumerated() {
                let id = "\(run.messageEntryID)-\(index)"
                opening.entries.append(SessionEntry(id: id, parentID: parentID, timestamp: message.timestamp, kind: .message(message)))
                parentID = id
            }
            opening.entries.append(
                SessionEntry(
                    id: run.messageEntryID,
                    parentID: parentID,
                    timestamp: opening.message.timestamp,
                    kind: .message(opening.message)
                )
            )
        }
        for other in absorbed {
            opening.history.append(opening.message)
            opening.message = other.request.message
            opening.newest = other.request
            guard !written.contains(other.messageEntryID) else { continue }
            opening.entries.append(
                SessionEntry(id: other.messageEntryID, timestamp: opening.message.timestamp, kind: .message(opening.message))
            )
        }
        return opening
    }

    @inline(never)
    private func turn(of run: ActiveRun, _ opening: Opening, _ record: SessionRecord?) -> Turn {
        let request = run.request
        var attributes = record?.attributes ?? [:]
        if let model = request.model { attributes["model"] = .string(model) }
        return Turn(
            runID: request.runID,
            agentID: request.agentID,
            sessionKey: request.sessionKey,
            sessionID: record?.sessionID ?? "",
            message: opening.message,
            history: opening.history,
            extraSystemPrompt: request.extraSystemPrompt,
            workspaceFiles: request.workspaceFiles,
            attributes: attributes,
            origin: (opening.newest ?? request).origin,
            steering: request.isConversation ? TurnSteering { [self] in try await self.steer(run) } : .none
        )
    }

    /// The message with the notes that waited for the session's next turn in front of it, and where it comes from when nobody has sent it.
    private func withNotes(_ request: RunRequest) -> ChatMessage {
        let notes = self.operations.systemEvents.take(request.sessionKey)
        let source = request.automaticSource
        guard !notes.isEmpty || source != nil else { return request.message }
        var message = request.message
        if let source { message.extra[Provenance.key] = Provenance.of(source) }
        if notes.isEmpty { return message }
        let text = notes.map { "System: [\($0.timestamp)] \($0.text)\n" }.joined()
        message.content.insert(.text("\(text)\n"), at: 0)
        return message
    }

    /// The messages of a session as an agent sees them: everything since the last compaction, after its summary.
    static func history(_ session: Session) -> [ChatMessage] {
        var messages: [ChatMessage] = []
        messages.reserveCapacity(session.entries.count)
        for (index, entry) in session.entries.enumerated() {
            switch entry.kind {
            case .message(let message): messages.append(message)
            case .compaction(let summary, let firstKept, _):
                messages.removeAll(keepingCapacity: true)
                messages.append(
                    ChatMessage(role: .user, text: "Summary of the conversation so far:\n\(summary)", timestamp: entry.timestamp)
                )
                if let firstKept, let start = session.entries[..<index].firstIndex(where: { $0.id == firstKept }) {
                    messages += session.entries[start..<index].compactMap(\.message)
                }
            case .other: continue
            }
        }
        return messages
    }
}
