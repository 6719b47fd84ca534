// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    func result(
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

    func failure(
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

    func stopped(
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
        if let source = request.automaticSource { extra[Provenance.key] = Provenance.of(source) }
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
    /// - Parameter isPatient: whether to wait for a disk that is full. What could not be written when the gateway stops stays open then, and is
    ///   taken up after the next start.
    func finish(_ run: ActiveRun, _ result: RunResult, reason: String? = nil, isPatient: Bool = false) async {
        let request = run.request
        self.claims.hold(request.identity)
        defer { self.claims.release(request.identity) }
        var result = self.said(result, request)
        if run.isWriting { await run.awaitWriting() }
        var staysOpen = false
        let reason = reason ?? run.remark
        do throws(SessionStoreError) {
            let entries = self.closing(of: run, result)
            if isPatient {
                try await self.storePatiently(entries, request.sessionKey)
            } else {
                try await self.store(entries, request.sessionKey)
            }
        } catch {
            staysOpen = isPatient && error.isPassing && self.ledger.isDurable
            self.logger.error("session.append_failed", ["session": .string(request.sessionKey.rawValue), "error": .string("\(error)")])
            result.status = .error
            let rest = staysOpen ? "; the message is taken up again when the gateway has started" : ""
            result.error = AgentError(.unavailable, "the answer could not be stored: \(error.message)\(rest)")
        }
        self.counters.ended(result)
        self.logEnd(of: run, result, reason: reason)
        if let usage = result.usage { self.operations.usage.add(usage, at: result.endedAt) }
        let shared = run.hasAbsorbed ? self.endShared(of: run, result) : []
        var delivery = self.channels.delivery(
            of: result,
            for: request,
            replyingTo: shared.last?.run.request.identity ?? request.identity,
            identifiers: self.identifiers
        )
        if staysOpen {
            delivery = nil
        } else if !(await self.record(
            self.records(of: result, delivery, request),
            of: request.identity,
            reason: reason,
            with: shared.isEmpty ? [] : self.records(of: shared, with: run, at: self.now())
        )) {
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
        if !shared.isEmpty { await self.finish(shared, with: result) }
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
        if request.isHeartbeat, let text = result.message?.text,
            self.heartbeatRoster.configuration(of: request.agentID).isAcknowledgement(text)
        {
            result.message = nil
        }
        return result
    }

    /// What is still to be written into the transcript.
    @inline(never)
    private func closing(of run: ActiveRun, _ result: RunResult) -> [SessionEntry] {
        var entries = run.takeHeldEntries()
        // The confirmation is no part of the conversation it confirms.
        if run.request.isResetOnly { return entries }
        // A heartbeat with nothing to say leaves nothing behind, unless it brought notes that somebody had left.
        if run.request.isHeartbeat, result.status == .ok, result.message == nil, entries.count == 1,
            entries[0].message?.text == run.request.message.text
        {
            return []
        }
        // An answer without a beginning was found in the transcript after a restart.
        if var message = result.message, result.startedAt != nil {
            if run.hasAbsorbed { message.extra[SharedEnd.field] = .array(run.absorbed.map { .string($0.messageEntryID) }) }
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
}
