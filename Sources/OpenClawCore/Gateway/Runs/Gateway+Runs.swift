// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Carries a run out, and those that its end allows to start.
    func execute(_ first: ActiveRun) async {
        let waiting = first.waiting
        if waiting.mode == .collect || waiting.burst != nil { await self.gather(for: first) }
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
            let outcome = run.request.isResetOnly ? Self.resetConfirmation : try await self.respond(agent, to: turn, run: run)
            result = run.end { text, usage, startedAt in self.result(of: outcome, run.request, text, usage, startedAt) }
        } catch {
            result = run.end { text, usage, startedAt in self.failure(error, run.request, text, usage, startedAt) }
        }
        if let result { await self.finish(run, result, isPatient: true) }
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

    func store(_ entries: [SessionEntry], _ key: SessionKey) async throws(SessionStoreError) {
        guard !entries.isEmpty else { return }
        try await self.sessions.append(entries, to: key, expecting: nil, epoch: self.epoch)
    }

    /// Writes entries of a message that was acknowledged. While the disk is full it is tried again every second: as long as the gateway runs
    /// and the run is wanted.
    func storePatiently(
        _ entries: [SessionEntry],
        _ key: SessionKey,
        while isWanted: () -> Bool = { true }
    ) async throws(SessionStoreError) {
        do throws(SessionStoreError) {
            try await self.store(entries, key)
        } catch {
            guard error.isPassing else { throw error }
            try await self.storeLater(key, after: error, while: isWanted) { () async throws(SessionStoreError) in
                try await self.store(entries, key)
            }
        }
    }

    /// Tries a change of a session again while the disk is full.
    @inline(never)
    func storeLater(
        _ key: SessionKey,
        after first: SessionStoreError,
        while isWanted: () -> Bool,
        _ write: () async throws(SessionStoreError) -> Void
    ) async throws(SessionStoreError) {
        var error = first
        let isNew = self.storageWaits.begin(key, error)
        defer { self.storageWaits.end(key) }
        if isNew { self.logger.error("session.append_waits", ["session": .string(key.rawValue), "error": .string("\(error)")]) }
        while self.phase == .running, isWanted() {
            do { try await self.configuration.clock.sleep(for: .seconds(1)) } catch { break }
            do throws(SessionStoreError) {
                try await write()
                if isNew { self.logger.info("session.append_goes_on", ["session": .string(key.rawValue)]) }
                return
            } catch let next {
                guard next.isPassing else { throw next }
                error = next
            }
        }
        throw error
    }

    /// Writes a message that was kept back; the run fails when that fails.
    func writeMessage(of run: ActiveRun) async {
        // Whether anything is left of a heartbeat is known at its end.
        guard !run.request.isHeartbeat, let entries = run.beginWriting() else { return }
        var result: RunResult?
        do {
            try await self.storePatiently(entries, run.sessionKey, while: { run.result == nil })
        } catch {
            let words = "the message could not be stored: \(error.message)"
            self.logger.error("session.append_failed", ["session": .string(run.sessionKey.rawValue), "error": .string("\(error)")])
            result = run.end { text, usage, startedAt in
                self.stopped(.error, AgentError(.unavailable, words), run.request, text, usage, startedAt)
            }
        }
        run.endWriting()
        if let result { await self.finish(run, result, isPatient: true) }
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

    /// Records transitions of a message, and of others in the same step; `false` when the ledger did not take them.
    @discardableResult
    func record(_ kinds: [LedgerRecord.Kind], of identity: MessageID, reason: String? = nil, with others: [LedgerRecord] = []) async -> Bool
    {
        let now = self.now()
        do {
            var records = kinds.map { LedgerRecord(identity: identity, timestamp: now, kind: $0, reason: reason) }
            if !others.isEmpty { records += others }
            try await self.ledger.append(records, epoch: self.epoch)
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
