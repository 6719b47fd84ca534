// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronScheduler {
    /// Looks at the time: moves slots that are due and begins what may begin.
    mutating func tick(now: Timestamp) -> [CronAction] {
        var actions: [CronAction] = []
        let due = self.entries.values.filter { $0.due.map { $0 <= now } ?? false }
            .sorted { ($0.nextSlot ?? now, $0.job.id) < ($1.nextSlot ?? now, $1.job.id) }
        for entry in due { actions += self.takeDue(entry, now) }
        return actions + self.startWaiting(now)
    }

    /// Decides about the slots of a job that are due.
    private mutating func takeDue(_ before: Entry, _ now: Timestamp) -> [CronAction] {
        var entry = before
        guard let timetable = entry.timetable else { return [] }
        let misfire = self.misfire(of: entry.job)
        let slots = timetable.due(after: entry.state.cursor, now: now, count: misfire.count)
        guard let last = slots.last else { return [] }
        let isLate = now.milliseconds - timetable.delay - last.milliseconds > self.limits.grace
        var actions: [CronAction] = []
        var chosen = slots
        if entry.state.consecutiveErrors > 0 { chosen = slots.suffix(1) }
        if misfire == .skip, isLate {
            chosen = []
            actions += self.leaveOut(&entry, last, "missed: its time was \(last), and the job makes up for nothing", now)
        } else if !entry.runs.isEmpty {
            switch entry.job.overlap {
            case .forbid:
                // The only slot of a job that runs once waits for a run that somebody asked for.
                if case .at = entry.job.schedule { return [] }
                chosen = []
                actions += self.leaveOut(&entry, last, "the last run still goes on", now)
            case .replace:
                actions += entry.runs.map { .cancel($0, reason: "the next run of the scheduled job takes its place") }
                chosen = slots.suffix(1)
            case .allow: break
            }
        }
        if !chosen.isEmpty {
            // One slot stands for those before it that have not begun, unless the job makes up for each.
            if misfire.count == 1, entry.job.overlap != .allow { entry.state.backlog = [] }
            entry.state.backlog = (entry.state.backlog + chosen).suffix(CronMisfirePolicy.largestMaximum)
        }
        entry.state.cursor = last
        entry.findNextSlot()
        self.entries[entry.job.id] = entry
        self.version += 1
        return actions
    }

    /// Notes that a slot does not run.
    private mutating func leaveOut(_ entry: inout Entry, _ slot: Timestamp, _ reason: String, _ now: Timestamp) -> [CronAction] {
        if entry.runs.isEmpty { entry.state.lastStatus = .skipped }
        if case .at = entry.job.schedule { entry.job.isEnabled = false }
        let record = CronRunRecord(
            time: now,
            jobID: entry.job.id,
            jobName: entry.job.name,
            run: nil,
            outcome: CronOutcome(status: .skipped, error: reason),
            nextRunAt: entry.timetable?.next(after: slot)
        )
        self.note(record)
        return [.publish(CronEvent(action: .finished, jobID: entry.job.id, record: record))]
    }

    /// Begins runs that wait, the earliest slot first, as far as there is room.
    private mutating func startWaiting(_ now: Timestamp) -> [CronAction] {
        var actions: [CronAction] = []
        var running = self.runningCount
        let waiting = self.entries.values.filter { !$0.state.backlog.isEmpty }
            .sorted { ($0.state.backlog[0], $0.job.id) < ($1.state.backlog[0], $1.job.id) }
        for var entry in waiting {
            let room = entry.job.overlap == .allow ? self.limits.concurrentRunsPerJob : 1
            while running < self.limits.concurrentRuns, entry.runs.count < room, let slot = entry.state.backlog.first {
                entry.state.backlog.removeFirst()
                let run = CronRun(entry.job, slot: slot, now: now)
                entry.runs.append(run)
                running += 1
                self.version += 1
                actions += [.start(run, entry.job), .publish(CronEvent(action: .started, jobID: entry.job.id, run: run))]
            }
            self.entries[entry.job.id] = entry
        }
        return actions
    }

    /// Takes the end of a run.
    mutating func finish(_ run: CronRun, _ outcome: CronOutcome, now: Timestamp) -> [CronAction] {
        if let index = self.orphans.firstIndex(of: run) {
            self.orphans.remove(at: index)
            return self.conclude(run, nil, outcome, now)
        }
        guard let entry = self.entries[run.jobID], entry.runs.contains(run) else { return [] }
        return self.conclude(run, entry, outcome, now)
    }

    /// What would be published if a run ended so now; `nil` when its job is gone.
    func event(ending run: CronRun, _ outcome: CronOutcome, now: Timestamp) -> CronEvent? {
        var copy = self
        guard self.entries[run.jobID] != nil else { return nil }
        for case .publish(let event) in copy.finish(run, outcome, now: now) where event.action == .finished { return event }
        return nil
    }

    private mutating func conclude(_ run: CronRun, _ before: Entry?, _ outcome: CronOutcome, _ now: Timestamp) -> [CronAction] {
        self.version += 1
        var removal: [CronAction] = []
        var alert: CronFailureAlerts?
        if var entry = before {
            entry.runs.removeAll { $0.id == run.id }
            entry.state.lastRunAt = run.claimedAt
            entry.state.lastStatus = outcome.status
            entry.state.lastError = outcome.error
            entry.state.lastDurationMilliseconds = max(0, now.milliseconds - run.claimedAt.milliseconds)
            entry.state.lastDeliveryStatus = outcome.deliveryStatus
            entry.state.lastDeliveryError = outcome.deliveryError
            switch outcome.status {
            case .ok:
                entry.state.consecutiveErrors = 0
                entry.state.notBefore = nil
            case .error:
                let step = min(entry.state.consecutiveErrors, self.limits.backoff.count - 1)
                entry.state.consecutiveErrors = min(1_000_000, entry.state.consecutiveErrors + 1)
                if step >= 0 { entry.state.notBefore = now + .milliseconds(self.limits.backoff[step]) }
                alert = self.takeAlert(of: &entry, now)
            case .skipped: break
            }
            if case .at = entry.job.schedule, !run.isManual { entry.job.isEnabled = false }
            if entry.job.deletesAfterRun, outcome.status == .ok, !run.isManual {
                self.entries[entry.job.id] = nil
                self.orphans += entry.runs
                removal = [.publish(CronEvent(action: .removed, jobID: entry.job.id))]
            } else {
                self.entries[entry.job.id] = entry
            }
        }
        let record = CronRunRecord(
            time: now,
            jobID: run.jobID,
            jobName: before?.job.name ?? run.jobID,
            run: run,
            outcome: outcome,
            nextRunAt: self.entries[run.jobID]?.due
        )
        self.note(record)
        var actions: [CronAction] = [.publish(CronEvent(action: .finished, jobID: run.jobID, record: record))]
        if let alert, let entry = self.entries[run.jobID] {
            let delivery = entry.job.alertDelivery(alert)
            actions.append(
                .alert(CronAlert(job: entry.job, delivery: delivery, record: record, consecutiveErrors: entry.state.consecutiveErrors))
            )
        }
        return actions + removal
    }

    /// The rule of the alert that a failure raises; `nil` when it raises none.
    private func takeAlert(of entry: inout Entry, _ now: Timestamp) -> CronFailureAlerts? {
        guard let rule = entry.job.alertRule(self.limits.alerts), entry.state.consecutiveErrors >= rule.after else { return nil }
        // An alert of the time to come was raised by a clock that was wrong.
        if let last = entry.state.lastAlertAt, last <= now, now - last < rule.cooldown { return nil }
        entry.state.lastAlertAt = now
        return rule
    }

    /// Adds a line to the run log and drops what is too much.
    mutating func note(_ record: CronRunRecord) {
        self.log.append(record)
        self.logBytes += record.size
        if self.log.reduce(0, { $0 + ($1.jobID == record.jobID ? 1 : 0) }) > self.limits.log.linesPerJob,
            let oldest = self.log.firstIndex(where: { $0.jobID == record.jobID })
        {
            self.logBytes -= self.log.remove(at: oldest).size
        }
        self.shortenLog()
    }

    /// Drops the oldest lines until the log is as short as it has to be.
    mutating func shortenLog() {
        var count = max(0, self.log.count - self.limits.log.lines)
        for record in self.log.prefix(count) { self.logBytes -= record.size }
        while self.logBytes > self.limits.log.bytes, count < self.log.count - 1 {
            self.logBytes -= self.log[count].size
            count += 1
        }
        self.log.removeFirst(count)
    }
}
