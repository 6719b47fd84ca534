// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How many sessions are looked at between two pauses.
    private static let pageSize = 256
    /// The pause before a round that goes on where the one before has stopped.
    private static let shortPause = Duration.seconds(10)

    /// Looks after sessions that nobody uses, by the gateway's clock, for as long as it runs.
    func maintainSessions(_ policy: SessionMaintenance) async {
        var pause = policy.initialDelay
        while !Task.isCancelled {
            do {
                try await self.configuration.clock.sleep(for: pause)
            } catch {
                return
            }
            pause = policy.interval
            guard self.leadership.isLeading, self.phase == .running else {
                self.logger.debug("session.maintenance", ["skipped": "this gateway does not lead"])
                continue
            }
            do {
                let plan = try await self.reviewSessions(policy)
                let report = await self.carryOut(plan, policy)
                self.logger.debug("session.maintenance", ["active": .int(Int64(plan.active.count)), "bytes": .int(Int64(plan.byteCount))])
                self.tell(report, policy)
                if report.hasMore { pause = min(pause, Self.shortPause) }
            } catch {
                self.logger.error("session.maintenance_failed", ["error": .string("\(error)")])
            }
        }
    }

    /// Decides what maintenance would do now; changes nothing.
    func reviewSessions(_ policy: SessionMaintenance) async throws -> SessionMaintenancePlan {
        var review = SessionMaintenanceReview(policy, at: self.now())
        let waiting = try await self.sessionsWithOpenWork()
        var position: Int? = 0
        while let start = position {
            let page = try await self.sessions.usage(from: start, limit: Self.pageSize)
            for session in page.sessions { review.consider(session, isProtected: self.isProtected(session.key, waiting)) }
            position = page.next
            try Task.checkCancellation()
            await Task.yield()
        }
        review.consider(try await self.sessions.archivedTranscripts(limit: policy.maximumActions))
        return review.plan()
    }

    /// Does what a plan says, as far as the policy enforces it, and nothing to sessions that are in use by now.
    func carryOut(_ plan: SessionMaintenancePlan, _ policy: SessionMaintenance) async -> SessionMaintenanceReport {
        var report = SessionMaintenanceReport(plan)
        for action in plan.actions where policy.isEnforced(action.reason) {
            guard self.leadership.isLeading, self.phase == .running, !Task.isCancelled, report.failures.count < 8 else { break }
            do throws(SessionStoreError) {
                guard try await self.carryOut(action) else { continue }
                report.done[action.reason, default: .init()].add(action.target.byteCount)
            } catch {
                report.failures.append("\(action.target.name): \(error.message)")
                self.logger.warn(
                    "session.maintenance_failed",
                    ["session": .string(action.target.name), "reason": .string(action.reason.rawValue), "error": .string(error.message)]
                )
                if error.code == .staleEpoch { break }
            }
        }
        return report
    }

    private func carryOut(_ action: SessionMaintenancePlan.Action) async throws(SessionStoreError) -> Bool {
        switch action.target {
        case .session(let session):
            guard !self.isProtected(session.key, []) else { return false }
            if action.reason.removes {
                guard try await self.sessions.discard(session, epoch: self.epoch) else { return false }
                self.logger.warn("session.removed", Self.metadata(of: action), message: "an archived session was removed for good")
                self.publishSessionsChanged(session.key, reason: "delete")
            } else {
                guard try await self.sessions.archive(session, at: self.now(), epoch: self.epoch) else { return false }
                self.logger.info("session.archived", Self.metadata(of: action))
                self.publishSessionsChanged(session.key, reason: "archive")
            }
        case .transcript(let transcript):
            guard try await self.sessions.discard(transcript, epoch: self.epoch) else { return false }
            self.logger.warn(
                "session.transcript_removed",
                Self.metadata(of: action),
                message: "a transcript that was put aside was removed for good"
            )
        }
        return true
    }

    private static func metadata(of action: SessionMaintenancePlan.Action) -> LogMetadata {
        [
            "session": .string(action.target.name), "bytes": .int(Int64(action.target.byteCount)),
            "reason": .string(action.reason.rawValue),
        ]
    }

    /// Whether maintenance leaves a session alone: main sessions, and those that work waits or runs in.
    private func isProtected(_ key: SessionKey, _ waiting: Set<SessionKey>) -> Bool {
        if key == .global || waiting.contains(key) || self.runs.isBusy(key) { return true }
        return key.agentID.map { key == self.router.mainSession(of: $0) } ?? false
    }

    /// The sessions of messages and tasks that have not come to an end.
    private func sessionsWithOpenWork() async throws(LedgerError) -> Set<SessionKey> {
        var keys: Set<SessionKey> = []
        if self.ledger.openCount > 0 {
            for entry in try await self.ledger.unsettled() {
                if case .accepted(_, let key, _, _) = entry.opening { keys.insert(key) }
            }
        }
        let counts = self.tasks.counts
        if counts.queued + counts.running > 0 {
            for task in self.tasks.tasks(limit: .max) where !task.status.isEnd {
                if let key = task.sessionKey { keys.insert(key) }
            }
        }
        return keys
    }

    /// Writes into the log what was done, and once a day what would have to be.
    private func tell(_ report: SessionMaintenanceReport, _ policy: SessionMaintenance) {
        let now = self.now()
        for reason in SessionMaintenanceReason.all {
            if let done = report.done[reason] {
                self.logger.info(
                    "session.maintenance",
                    ["reason": .string(reason.rawValue), "count": .int(Int64(done.count)), "bytes": .int(Int64(done.byteCount))],
                    message: "\(SessionMaintenanceReport.words(done, "transcript")) \(reason.removes ? "removed" : "archived")"
                )
            } else if let tally = report.plan.tallies[reason], !policy.isEnforced(reason),
                self.maintenanceNotices.isDue(reason.rawValue, at: now)
            {
                self.logger.warn(
                    "session.maintenance_due",
                    ["reason": .string(reason.rawValue), "count": .int(Int64(tally.count)), "bytes": .int(Int64(tally.byteCount))],
                    message:
                        "\(SessionMaintenanceReport.words(tally, "transcript")) would be \(reason.removes ? "removed" : "archived"); nothing is done while session.maintenance.mode is \"warn\": see openclaw sessions cleanup --dry-run"
                )
            }
        }
        if report.plan.excessBytes > 0, self.maintenanceNotices.isDue("excess", at: now) {
            self.logger.warn(
                "session.disk_budget_exceeded",
                ["bytes": .int(Int64(report.plan.byteCount)), "excess": .int(Int64(report.plan.excessBytes))],
                message:
                    "transcripts take \(ByteSize(bytes: report.plan.byteCount)), \(ByteSize(bytes: report.plan.excessBytes)) more than session.maintenance.maxDiskBytes, and no others may be removed: archive sessions, make pruneAfter shorter or give them more room"
            )
        }
    }
}
