// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Carries a run out, and those that its end allows to start.
    func execute(_ first: ActiveRun) async {
        if first.queueMode == .collect { await self.gather(for: first) }
        await self.perform(first)
        for next in self.runs.release(first) {
            if !self.submit({ await self.execute(next) }) {
                await self.abort(next, status: .aborted, reason: "the gateway is stopping")
                _ = self.runs.release(next)
            }
        }
    }

    private func perform(_ run: ActiveRun) async {
        guard self.begin(run) else { return }
        let result: RunResult?
        do {
            guard let agent = self.agentsByID[run.request.agentID] else {
                throw AgentError(.invalidRequest, "there is no agent \"\(run.request.agentID)\"")
            }
            let turn = try await self.prepare(run, historyLimit: agent.historyLimit)
            let outcome = try await self.respond(agent, to: turn, run: run)
            result = run.end { text, usage, startedAt in self.result(of: outcome, run.request, text, usage, startedAt) }
        } catch {
            result = run.end { text, usage, startedAt in self.failure(error, run.request, text, usage, startedAt) }
        }
        if let result { await self.finish(run, result) }
    }

    /// Notes and tells that a run begins; `false` when it was ended while it waited.
    private func begin(_ run: ActiveRun) -> Bool {
        let request = run.request
        let started = self.now()
        guard run.begin(at: started, ordinal: self.currentClientOrdinal) else { return false }
        self.counters.runsStarted.increment()
        self.note(.claimed, of: request.identity, reason: request.isResumed ? "run again after a restart" : nil)
        run.send(now: started) { RunEvents.lifecycleStart(request, sequence: $0, now: started) }
        return true
    }

    /// Runs the agent. Stopping the run cancels the task it is carried out by: whoever stops it writes its end down, and what is left to
    /// do here does not ask whether the task is cancelled.
    private func respond(_ agent: any Agent, to turn: Turn, run: ActiveRun) async throws -> TurnOutcome {
        let output = AgentOutput { [self] event in try await self.take(event, run: run) }
        return try await withUnsafeCurrentTask { task in
            // The task handle is used only until removeCancel() below, while this task lives.
            nonisolated(unsafe) let task = task
            run.install(cancel: { task?.cancel() })
            do {
                let outcome = try await agent.respond(to: turn, output: output)
                await run.removeCancel()
                return outcome
            } catch {
                await run.removeCancel()
                throw error
            }
        }
    }

    /// What a turn begins with.
    private struct Opening {
        /// What is to be written into the transcript.
        var entries: [SessionEntry] = []
        /// What the agent is asked.
        var message: ChatMessage
        /// What was said before.
        var history: [ChatMessage]
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
    private func prepare(_ run: ActiveRun, historyLimit: Int) async throws -> Turn {
        let window = self.window(of: run.request, historyLimit: historyLimit)
        let session = try await self.sessions.load(run.sessionKey, window: window)
        switch self.goOn(run, in: session) {
        case .ready(let turn): return turn
        case .unstored(let turn):
            try await self.store(run.takeHeldEntries(), run.sessionKey)
            return turn
        case .beginning: return try await self.begin(run, session, window)
        }
    }

    /// Makes the turn of a conversation that goes on, which most do.
    @inline(never)
    private func goOn(_ run: ActiveRun, in session: Session?) -> Preparation {
        guard let session, self.restedSessionID(session, run.request) == nil else { return .beginning }
        let opening = self.opening(of: run, in: session)
        let turn = self.turn(of: run, opening, session.record)
        guard !opening.entries.isEmpty else { return .ready(turn) }
        // The ledger has the message already.
        run.hold(opening.entries)
        return self.flusher.schedule(run) ? .ready(turn) : .unstored(turn)
    }

    /// Makes the turn of a conversation that begins, or has rested too long: its transcript is kept then, a new one begins.
    @inline(never)
    private func begin(_ run: ActiveRun, _ session: Session?, _ window: SessionWindow) async throws -> Turn {
        let key = run.sessionKey
        var session = session
        if let session, let rested = self.restedSessionID(session, run.request) {
            try await self.sessions.reset(key, expectedSessionID: rested, epoch: self.epoch)
        }
        if session != nil {
            session = try await self.sessions.load(key, window: window)
            self.publishSessionsChanged(key, reason: "new")
        }
        let opening = self.opening(of: run, in: session)
        // A new session is made before its agent begins.
        run.hold(opening.entries)
        try await self.store(run.takeHeldEntries(), key)
        if let session { return self.turn(of: run, opening, session.record) }
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

    /// The name of a transcript whose conversation has rested longer than sessions live.
    private func restedSessionID(_ session: Session, _ request: RunRequest) -> String? {
        guard let timeToLive = self.configuration.sessionTimeToLive, session.record.version != .empty, !request.isResumed,
            (session.entries.last?.timestamp ?? session.record.updatedAt) + timeToLive < request.message.timestamp
        else { return nil }
        return session.record.sessionID
    }

    @inline(never)
    private func opening(of run: ActiveRun, in session: Session?) -> Opening {
        let request = run.request
        let limits = self.configuration.limits
        let isNew = session.map { $0.record.version == .empty } ?? true
        let written = request.isResumed ? Set(session?.entries.map(\.id) ?? []) : []
        let earlier = isNew ? request.earlier : []
        var opening: Opening
        if request.isResumed, var session, let index = session.entries.firstIndex(where: { $0.id == run.messageEntryID }) {
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
        for other in run.absorbed {
            opening.history.append(opening.message)
            opening.message = other.request.message
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
        return Turn(
            runID: request.runID,
            agentID: request.agentID,
            sessionKey: request.sessionKey,
            sessionID: record?.sessionID ?? "",
            message: opening.message,
            history: opening.history,
            extraSystemPrompt: request.extraSystemPrompt,
            attributes: record?.attributes ?? [:],
            origin: request.origin,
            steering: request.isConversation ? TurnSteering { [self] in try await self.steer(run) } : .none
        )
    }

    func store(_ entries: [SessionEntry], _ key: SessionKey) async throws(SessionStoreError) {
        guard !entries.isEmpty else { return }
        try await self.sessions.append(entries, to: key, expecting: nil, epoch: self.epoch)
    }

    /// Writes a message that was kept back; the run fails when that fails.
    func writeMessage(of run: ActiveRun) async {
        guard let entries = run.beginWriting() else { return }
        var result: RunResult?
        do {
            try await self.store(entries, run.sessionKey)
        } catch {
            let words = "the message could not be stored: \(error.message)"
            self.logger.error("session.append_failed", ["session": .string(run.sessionKey.rawValue), "error": .string("\(error)")])
            result = run.end { text, usage, startedAt in
                self.stopped(.error, AgentError(.unavailable, words), run.request, text, usage, startedAt)
            }
        }
        run.endWriting()
        if let result { await self.finish(run, result) }
    }

    /// The message with the notes that waited for the session's next turn in front of it.
    private func withNotes(_ request: RunRequest) -> ChatMessage {
        let notes = self.operations.systemEvents.take(request.sessionKey)
        guard !notes.isEmpty else { return request.message }
        var message = request.message
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

    /// Takes what an agent emits.
    private func take(_ event: AgentEvent, run: ActiveRun) async throws {
        let now = self.now()
        switch event {
        case .textDelta(let text):
            if text.isEmpty { return }
            if try run.add(text), !self.flusher.schedule(run) { run.flush(now: now) }
            try await run.request.reader?.send(.delta(text))
        case .textReplace(let text):
            if try run.replace(text), !self.flusher.schedule(run) { run.flush(now: now) }
            try await run.request.reader?.send(.replace(text))
        case .thinkingDelta(let text):
            run.send(now: now) { RunEvents.thinking(run.request, delta: text, sequence: $0, now: now) }
        case .toolCall(let call):
            run.send(now: now) { sequence in
                RunEvents.tool(run.request, sequence: sequence, now: now) { writer in
                    writer.field("phase", "start")
                    writer.field("name", call.name)
                    writer.field("toolCallId", call.id)
                    writer.field("args", call.arguments)
                }
            }
            try await run.request.reader?.send(.toolCall(call))
        case .toolProgress(let id, let partial):
            run.send(now: now) { sequence in
                RunEvents.tool(run.request, sequence: sequence, now: now) { writer in
                    writer.field("phase", "update")
                    writer.field("toolCallId", id)
                    writer.field("partialResult", partial)
                }
            }
        case .toolResult(let id, let name, _, let isError):
            run.send(now: now) { sequence in
                RunEvents.tool(run.request, sequence: sequence, now: now) { writer in
                    writer.field("phase", "result")
                    writer.field("name", name)
                    writer.field("toolCallId", id)
                    writer.field("isError", isError)
                }
            }
            try await run.request.reader?.send(.toolResult(callID: id, name: name, isError: isError))
        case .usage(let usage):
            try run.add(usage: usage)
        }
        if Task.isCancelled { throw CancellationError() }
    }

    private func result(
        of outcome: TurnOutcome,
        _ request: RunRequest,
        _ text: String,
        _ usage: TokenUsage?,
        _ startedAt: Timestamp?
    ) -> RunResult {
        let now = self.now()
        let content = outcome.content ?? (text.isEmpty ? [] : [.text(text)])
        let usage = outcome.usage ?? usage
        return RunResult(
            runID: request.runID,
            status: .ok,
            message: content.isEmpty
                ? nil : self.answer(content, request, usage: usage, stopReason: outcome.stopReason, model: outcome.model),
            usage: usage,
            stopReason: outcome.stopReason,
            startedAt: startedAt,
            endedAt: now
        )
    }

    private func failure(
        _ error: any Error,
        _ request: RunRequest,
        _ text: String,
        _ usage: TokenUsage?,
        _ startedAt: Timestamp?
    ) -> RunResult {
        let isAbort = error is CancellationError
        let agentError = (error as? AgentError) ?? AgentError(.unknown, isAbort ? "the run was stopped" : "\(error)")
        return self.stopped(
            isAbort ? .aborted : (agentError.kind == .timeout ? .timeout : .error),
            agentError,
            request,
            text,
            usage,
            startedAt
        )
    }

    private func stopped(
        _ status: RunStatus,
        _ error: AgentError,
        _ request: RunRequest,
        _ text: String,
        _ usage: TokenUsage?,
        _ startedAt: Timestamp?
    ) -> RunResult {
        let reason = status == .error ? "error" : status.rawValue
        return RunResult(
            runID: request.runID,
            status: status,
            message: text.isEmpty ? nil : self.answer([.text(text)], request, usage: usage, stopReason: reason, model: nil),
            usage: usage,
            stopReason: reason,
            error: error,
            startedAt: startedAt,
            endedAt: self.now()
        )
    }

    private func answer(
        _ content: [ContentBlock],
        _ request: RunRequest,
        usage: TokenUsage?,
        stopReason: String?,
        model: String?
    ) -> ChatMessage {
        var extra = JSONObject()
        if let stopReason { extra["stopReason"] = .string(stopReason) }
        if let usage { extra["usage"] = usage.json }
        if let model { extra["model"] = .string(model) }
        return ChatMessage(role: .assistant, content: content, timestamp: self.now(), extra: extra)
    }

    /// Stops a run: those who listen learn at once, whatever the agent does.
    @discardableResult
    func abort(_ run: ActiveRun, status: RunStatus, reason: String, parks: Bool = false) async -> Bool {
        let kind: AgentError.Kind = status == .timeout ? .timeout : .unknown
        self.claims.hold(run.request.identity)
        defer { self.claims.release(run.request.identity) }
        let result = run.end { text, usage, startedAt in
            self.stopped(status, AgentError(kind, reason), run.request, text, usage, startedAt)
        }
        guard let result else { return false }
        if self.runs.withdraw(run) { self.counters.runsWithdrawn.increment() }
        if parks { run.complete(result, now: self.now()) } else { await self.finish(run, result) }
        return true
    }

    /// Writes the end of a run down and tells those who listen and wait.
    func finish(_ run: ActiveRun, _ result: RunResult, reason: String? = nil) async {
        let request = run.request
        self.claims.hold(request.identity)
        defer { self.claims.release(request.identity) }
        var result = self.said(result, request)
        if run.isWriting { await run.awaitWriting() }
        do {
            try await self.store(self.closing(of: run, result), request.sessionKey)
        } catch {
            self.logger.error("session.append_failed", ["session": .string(request.sessionKey.rawValue), "error": .string("\(error)")])
            result.status = .error
            result.error = AgentError(.unavailable, "the answer could not be stored: \(error.message)")
        }
        self.counters.ended(result)
        if let usage = result.usage { self.operations.usage.add(usage, at: result.endedAt) }
        var delivery = self.channels.delivery(of: result, for: request, identifiers: self.identifiers)
        if !(await self.record(self.records(of: result, delivery, request), of: request.identity, reason: reason)) {
            // Nothing leaves that the ledger does not know of: after a restart the end is recorded from the transcript.
            delivery = nil
            if result.status == .ok {
                result.status = .error
                result.error = AgentError(
                    .unavailable,
                    "the end of the turn could not be recorded; it is looked at when the gateway starts again"
                )
            }
        }
        run.complete(result, now: self.now())
        if run.hasAbsorbed { await self.finishAbsorbed(run, result) }
        if let reader = request.reader {
            do { try await reader.send(.finished(result)) } catch { self.logger.debug("reader.gone") }
            reader.close()
        }
        if let delivery { await self.deliver(delivery, reportingTo: request.announcement) }
        request.announcement?.report.close()
    }

    @inline(never)
    private func deliver(_ delivery: Delivery, reportingTo announcement: Announcement?) async {
        let end = await self.deliver(delivery)
        announcement?.report.offer(end)
    }

    /// The result without an answer that says nothing.
    @inline(never)
    private func said(_ result: RunResult, _ request: RunRequest) -> RunResult {
        var result = result
        let isSilent = result.message.map { $0.text == ActiveRun.silence && $0.content.count == 1 } ?? false
        if isSilent || result.message == nil { result.saidNothing = true }
        if isSilent { result.message = nil }
        if request.isHeartbeat, let text = result.message?.text, self.configuration.heartbeat.isAcknowledgement(text) {
            result.message = nil
        }
        return result
    }

    /// What is still to be written into the transcript.
    @inline(never)
    private func closing(of run: ActiveRun, _ result: RunResult) -> [SessionEntry] {
        var entries = run.takeHeldEntries()
        // An answer without a beginning was found in the transcript after a restart.
        if let message = result.message, result.startedAt != nil {
            entries.append(SessionEntry(id: run.answerEntryID, timestamp: message.timestamp, kind: .message(message)))
        }
        return entries
    }

    /// What the ledger keeps of the end.
    @inline(never)
    private func records(of result: RunResult, _ delivery: Delivery?, _ request: RunRequest) -> [LedgerRecord.Kind] {
        let end = LedgerRecord.Kind.completed(
            status: result.status.rawValue,
            summary: result.error?.message,
            result: request.contentDigest
        )
        guard let delivery else { return [end] }
        return [
            end,
            .intent(
                deliveryID: delivery.message.deliveryID,
                channel: delivery.channel.id,
                payload: self.ledger.isDurable ? delivery.message.payload : []
            ),
        ]
    }

    /// Records transitions of a message; `false` when the ledger did not take them.
    @discardableResult
    func record(_ kinds: [LedgerRecord.Kind], of identity: MessageID, reason: String? = nil) async -> Bool {
        let now = self.now()
        do {
            try await self.ledger.append(
                kinds.map { LedgerRecord(identity: identity, timestamp: now, kind: $0, reason: reason) },
                epoch: self.epoch
            )
            return true
        } catch {
            self.logger.error("ledger.append_failed", ["message": .string("\(identity)"), "error": .string("\(error)")])
            return false
        }
    }

    /// Records a transition that nobody waits for.
    func note(_ kind: LedgerRecord.Kind, of identity: MessageID, reason: String? = nil) {
        do {
            try self.ledger.note(
                [LedgerRecord(identity: identity, timestamp: self.now(), kind: kind, reason: reason)],
                epoch: self.epoch
            )
        } catch {
            self.logger.error("ledger.append_failed", ["message": .string("\(identity)"), "error": .string("\(error)")])
        }
    }

    /// Tells those who follow the list of sessions that one has changed.
    func publishSessionsChanged(_ key: SessionKey, reason: String) {
        if reason != "patch" { _ = self.health.staleness.offer(()) }
        let now = self.now()
        self.events.publish(
            PublishedEvent(name: "sessions.changed", access: .scopes(.read), audience: .sessionList, dropsWhenSlow: true) { writer in
                writer.beginObject()
                writer.field("sessionKey", key.rawValue)
                writer.field("reason", reason)
                writer.field("ts", now.milliseconds)
                writer.endObject()
            }
        )
    }
}
