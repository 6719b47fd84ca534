// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Carries a run of a scheduled job out: the turn, and the delivery of its answer or the post to its web hook.
    func perform(_ run: CronRun, of job: CronJob) async -> CronOutcome {
        var answer: String?
        var outcome = await self.take(run, of: job, &answer)
        if job.delivery.mode == .webhook { await self.post(run, of: job, answer: answer, &outcome) }
        return outcome
    }

    private func take(_ run: CronRun, of job: CronJob, _ answer: inout String?) async -> CronOutcome {
        let key = self.sessionKey(of: run, job)
        let agent = job.agentID ?? key.agentID ?? self.router.defaultAgent
        guard self.agentsByID[agent] != nil else { return .failed("there is no agent \"\(agent)\"; correct the job's agentId") }
        if case .systemEvent(let text) = job.payload, job.wakeMode == "next-heartbeat" { return self.leaveNote(text, for: key) }
        do throws(SessionStoreError) {
            try await self.prepareSession(key, job)
        } catch {
            return .failed("the session could not be prepared: \(error.message)")
        }
        var request = TurnRequest(
            sessionKey: key,
            agentID: agent,
            content: [.text(Self.prompt(of: job))],
            runID: RunID(run.id),
            account: "cron"
        )
        if case .agentTurn(_, _, _, let seconds) = job.payload { request.timeout = seconds.map { .seconds($0) } }
        let target = self.announcement(of: job.delivery)
        if case .success(let announcement) = target { request.announcement = announcement }
        var outcome: CronOutcome
        do {
            let result = try await self.follow(request) { _ in }
            outcome = Self.outcome(of: result)
            if job.delivery.mode == .webhook { answer = result.message?.text }
            if outcome.status == .ok { await self.noteDelivery(of: result, target, job, in: &outcome) }
        } catch is CancellationError {
            outcome = .failed("interrupted: the gateway stopped while this ran")
        } catch {
            outcome = .failed((error as? MethodError)?.message ?? "\(error)")
        }
        outcome.sessionKey = key.rawValue
        if let record = try? await self.sessions.record(key) { outcome.sessionID = record.sessionID }  // Only for the log.
        if job.overlap == .allow { self.forget(key) }
        return outcome
    }

    /// Leaves a note for the session's next turn instead of taking one.
    private func leaveNote(_ text: String, for key: SessionKey) -> CronOutcome {
        do throws(MethodError) {
            _ = try self.wake(text: text, mode: "next-heartbeat", sessionKey: key)
            return CronOutcome(status: .ok, summary: "left as a note for the session's next turn", sessionKey: key.rawValue)
        } catch {
            return .failed(error.message)
        }
    }

    /// Stops a run of a scheduled job.
    func stop(_ run: CronRun, reason: String) async {
        if let active = self.runs.find(RunID(run.id)) { await self.abort(active, status: .aborted, reason: reason) }
    }

    private func sessionKey(of run: CronRun, _ job: CronJob) -> SessionKey {
        switch job.target {
        case .main: self.router.mainSession(of: job.agentID ?? self.router.defaultAgent)
        case .session(let key): self.router.canonicalKey(key.rawValue, agent: job.agentID)
        case .isolated:
            job.overlap == .allow
                ? SessionKey("cron:\(job.id):run:\(run.claimedAt.milliseconds)-\(run.slot.milliseconds)") : SessionKey("cron:\(job.id)")
        }
    }

    /// Gives an isolated job an empty transcript, and its wishes about the model.
    private func prepareSession(_ key: SessionKey, _ job: CronJob) async throws(SessionStoreError) {
        guard job.target == .isolated, case .agentTurn(_, let model, let thinking, _) = job.payload else { return }
        if try await self.sessions.record(key) != nil {
            try await self.sessions.reset(key, expectedSessionID: nil, epoch: self.epoch)
        }
        try await self.sessions.update(
            key,
            attributes: [
                "archived": .null, "archivedAt": .null, "label": .string("Cron: \(job.name)"), "model": model.map { .string($0) } ?? .null,
                "thinkingLevel": thinking.map { .string($0) } ?? .null,
            ],
            epoch: self.epoch
        )
    }

    private static func prompt(of job: CronJob) -> String {
        switch job.payload {
        case .agentTurn(let message, _, _, _): "[cron:\(job.id) \(job.name)] \(message)"
        case .systemEvent(let text): "System: \(text)"
        }
    }

    private static func outcome(of result: RunResult) -> CronOutcome {
        let status: CronRunStatus =
            switch result.status {
            case .ok: .ok
            case .aborted: .skipped
            default: .error
            }
        return CronOutcome(
            status: status,
            error: status == .ok ? nil : result.error?.message ?? result.status.rawValue,
            summary: result.message.map { String($0.text.prefix(CronOutcome.maximumSummary)) },
            model: result.message?.extra["model"]?.stringValue,
            usage: result.usage?.json
        )
    }

    /// Where a job's answer goes: `nil` when nowhere, an error when that cannot be told.
    func announcement(of delivery: CronDelivery) -> Result<Announcement?, CronError> {
        guard delivery.mode == .announce else { return .success(nil) }
        let channels = self.channels.channels
        var name = delivery.channel ?? "last"
        if name == "last" {
            guard channels.count == 1, delivery.to != nil else {
                return .failure(
                    CronError(.invalid, "where the session was last reached is not known; give delivery.channel and delivery.to")
                )
            }
            name = channels[0].id.rawValue
        }
        let channel = ChannelID(name)
        guard self.channels[channel] != nil else { return .failure(CronError(.invalid, "there is no channel \"\(name)\"")) }
        guard let to = delivery.to else { return .failure(CronError(.invalid, "delivery.to is missing")) }
        return .success(
            Announcement(
                channel: channel,
                account: delivery.accountID.map { AccountID($0) } ?? .default,
                peer: Peer(target: to),
                threadID: delivery.threadID
            )
        )
    }

    private func noteDelivery(
        of result: RunResult,
        _ target: Result<Announcement?, CronError>,
        _ job: CronJob,
        in outcome: inout CronOutcome
    ) async {
        switch target {
        case .success(nil): return
        case .success(let announcement?):
            guard result.message != nil else { return }
            switch await announcement.report.next() {
            case .sent: outcome.deliveryStatus = .delivered
            case .unknown(let reason):
                outcome.deliveryStatus = .unknown
                outcome.deliveryError = reason
            case .failed(let reason):
                outcome.deliveryStatus = .notDelivered
                outcome.deliveryError = reason
            case nil:
                outcome.deliveryStatus = .unknown
                outcome.deliveryError = "the gateway stopped before the end of the delivery"
            }
        case .failure(let error):
            guard result.message != nil else { return }
            outcome.deliveryStatus = .notDelivered
            outcome.deliveryError = error.message
        }
        if outcome.deliveryStatus == .notDelivered, !job.delivery.isBestEffort {
            outcome.status = .error
            outcome.error = "the answer was not delivered: \(outcome.deliveryError ?? "")"
        }
    }
}
