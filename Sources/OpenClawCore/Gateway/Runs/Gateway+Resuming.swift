// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How far back in a session's transcript traces of an interrupted turn are looked for.
    private static let resumeWindow = SessionWindow(limit: 256, maximumBytes: 16 << 20)

    /// Takes up what an earlier process has left open: runs turns again or ends them, and sees to deliveries.
    func resume() async {
        guard self.ledger.isDurable else { return }
        let entries: [LedgerEntry]
        do {
            entries = try await self.ledger.unsettled()
        } catch {
            self.logger.error("gateway.resume_failed", ["error": .string("\(error)")])
            return
        }
        // Tasks and slots are resumed by those who keep them.
        await self.resumeRequests(entries.filter { if case .request = $0.opening { $0.completion == nil } else { false } })
        let messages = entries.filter { $0.runID != nil }
        guard !messages.isEmpty else { return }
        self.logger.info("gateway.resume", ["messages": .int(Int64(messages.count))])
        var isWhole = true
        for entry in messages {
            if entry.completion != nil {
                await self.resumeDeliveries(entry)
            } else if await !self.resumeTurn(entry) {
                isWhole = false
            }
        }
        if !isWhole { _ = self.submit { await self.takeUpLeftovers() } }
    }

    /// Takes up what the ledger has open and nobody in this process works on: what was being recorded when it failed, and what could not be
    /// taken up because a transcript could not be read.
    ///
    /// Who works on something now may yet fail to record it: those are looked at again until they have come to an end or were taken up.
    func takeUpLeftovers() async {
        var pause = Duration.seconds(1)
        do {
            var left = try await self.ledger.unsettled().filter { $0.runID != nil }.map(\.identity)
            while !left.isEmpty, self.phase == .running {
                var busy: [MessageID] = []
                for identity in left where try await !self.takeUp(identity) { busy.append(identity) }
                left = busy
                if left.isEmpty { return }
                try await self.configuration.clock.sleep(for: pause)
                pause = min(pause * 2, .seconds(60))
            }
        } catch is CancellationError {
            return
        } catch {
            // The ledger has failed again: there is another round when it goes on.
            self.logger.error("gateway.resume_failed", ["error": .string("\(error)")])
        }
    }

    /// Takes a message up; `false` when somebody works on it, or when it cannot be done yet.
    private func takeUp(_ identity: MessageID) async throws(LedgerError) -> Bool {
        guard self.claims.holdIfFree(identity) else { return false }
        defer { self.claims.release(identity) }
        guard let entry = try await self.ledger.entry(of: identity), let runID = entry.runID else { return true }
        if self.runs.isActive(runID) { return false }
        if entry.completion == nil {
            guard await self.resumeTurn(entry) else { return false }
            self.logger.info("message.taken_up", ["message": .string("\(identity)")])
        } else {
            await self.resumeDeliveries(entry)
        }
        return true
    }

    /// Runs an open turn again or ends it; `false` when nothing could be done because its transcript cannot be read at present.
    private func resumeTurn(_ entry: LedgerEntry) async -> Bool {
        guard let request = RunRequest(entry) else {
            await self.record(
                [.completed(status: "error", summary: "what the ledger holds of the message cannot be read")],
                of: entry.identity
            )
            return true
        }
        guard !request.wasFollowed else {
            let reason = "the gateway stopped while the caller waited; the caller has gone"
            await self.record([.completed(status: "aborted", summary: reason)], of: entry.identity, reason: "after a restart")
            return true
        }
        let now = self.now()
        let step: ResumePolicy.Step
        var answer: ChatMessage?
        var isShared = false
        do throws(SessionStoreError) {
            let session = try await self.sessions.load(request.sessionKey, window: Self.resumeWindow)
            answer = session?.entries.last { $0.id == request.answerEntryID(acceptedAt: entry.openedAt) }?.message
            let messageEntryID = request.messageEntryID(acceptedAt: entry.openedAt)
            isShared = session?.entries.contains { SharedEnd.isAnswer($0, to: messageEntryID) } ?? false
            step = self.configuration.resume.step(
                openedAt: entry.openedAt,
                now: now,
                attempts: entry.attempts,
                isAnswered: answer != nil || isShared
            )
        } catch {
            self.logger.error("gateway.resume_failed", ["message": .string("\(entry.identity)"), "error": .string("\(error)")])
            // Without the transcript nobody knows whether the turn was answered. A disk may come back.
            guard let failed = self.configuration.resume.step(unreadable: error) else { return false }
            step = failed
        }
        let timeout = request.timeout ?? self.configuration.runTimeout
        // Messages that waited for more of their sender do so again, unless that is off by now.
        let role = self.configuration.debounce.wait(on: entry.identity.channel) > .zero ? request.burst : nil
        let run = ActiveRun(
            request: request,
            acceptedAt: entry.openedAt,
            isHeld: step == .run && (role?.isShared ?? false),
            deadline: timeout.map { now + $0 },
            hub: self.events
        )
        switch step {
        case .run:
            self.runs.reserveAlways(request.sessionKey)
            if let role {
                await self.place(run, role, mode: nil)
                return true
            }
            guard self.runs.add(run) == .start else { return true }
            if !self.submit({ await self.execute(run) }) { _ = self.runs.release(run) }
        case .complete:
            let result = run.end { _, usage, _ in
                RunResult(runID: request.runID, status: .ok, message: answer, usage: usage, startedAt: nil, endedAt: now)
            }
            let words =
                isShared
                ? "the answer to it and others was in the transcript after a restart" : "the answer was in the transcript after a restart"
            if let result { await self.finish(run, result, reason: words) }
        case .fail(let reason):
            let result = run.end { _, usage, _ in
                RunResult(
                    runID: request.runID,
                    status: .error,
                    usage: usage,
                    error: AgentError(.unavailable, reason),
                    startedAt: nil,
                    endedAt: now
                )
            }
            if let result { await self.finish(run, result, reason: "after a restart") }
        case .expire(let reason):
            self.logger.warn("message.expired", ["message": .string("\(entry.identity)"), "reason": .string(reason)])
            await self.record([.completed(status: "timeout", summary: reason)], of: entry.identity, reason: "after a restart")
        }
        return true
    }

    private func resumeDeliveries(_ entry: LedgerEntry) async {
        let isOld = self.now() - entry.openedAt > self.configuration.resume.maximumAge
        for delivery in entry.deliveries {
            guard let message = OutboundMessage(delivery), let channel = self.channels[delivery.channel] else {
                await self.record(
                    [
                        .undeliverable(
                            deliveryID: delivery.id,
                            reason: "the channel \(delivery.channel) is gone, or the message cannot be read"
                        )
                    ],
                    of: entry.identity
                )
                continue
            }
            let pending = Delivery(channel: channel, message: message, identity: entry.identity)
            switch delivery.state {
            case .intended where isOld:
                await self.record(
                    [.undeliverable(deliveryID: delivery.id, reason: "the gateway was down for too long to send it")],
                    of: entry.identity
                )
            case .intended: self.submit(pending) { await self.deliver(pending) }
            case .sending: self.submit(pending) { await self.reconcileAfterRestart(pending, isOld: isOld) }
            }
        }
    }

    /// Lets somebody else see to a delivery, which nobody else takes up meanwhile.
    private func submit<Ignored>(_ delivery: Delivery, _ work: @escaping @Sendable () async -> Ignored) {
        self.claims.hold(delivery.identity)
        let isTaken = self.submit {
            _ = await work()
            self.claims.release(delivery.identity)
        }
        if !isTaken { self.claims.release(delivery.identity) }
    }
}
