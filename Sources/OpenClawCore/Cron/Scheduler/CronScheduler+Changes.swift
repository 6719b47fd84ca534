// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronScheduler {
    /// Adds a job.
    mutating func add(_ job: CronJob, zone: TimeZoneRules, now: Timestamp) throws(CronError) -> [CronAction] {
        guard self.entries.count + self.unreadable.count < self.limits.jobs else {
            throw CronError(.full, "there are \(self.limits.jobs) scheduled jobs, which is the most; remove one first")
        }
        guard self.entries[job.id] == nil else { throw CronError(.conflict, "there is a job \"\(job.id)\" already") }
        var entry = Entry(job: job, state: CronJobState(cursor: now), timetable: CronTimetable(job.schedule, zone: zone, job: job.id))
        try self.begin(&entry, now)
        self.entries[job.id] = entry
        self.version += 1
        return [.publish(CronEvent(action: .added, jobID: job.id, nextRunAt: entry.due))]
    }

    /// Changes a job.
    /// - Parameter zone: the rules of the zone that the schedule then has.
    mutating func update(
        _ id: String,
        _ patch: JSONObject,
        expecting revision: Int?,
        zone: TimeZoneRules,
        now: Timestamp
    ) throws(CronError) -> [CronAction] {
        var entry = try self.entry(id)
        if let revision, revision != entry.job.revision {
            throw CronError(.conflict, "the job was changed: it is at configRevision \(entry.job.revision), not \(revision); read it again")
        }
        let before = entry.job
        entry.job = try before.applying(patch, now: now)
        if entry.job.schedule != before.schedule || (entry.job.isEnabled && !before.isEnabled) || entry.timetable == nil {
            entry.timetable = CronTimetable(entry.job.schedule, zone: zone, job: id)
            entry.state.backlog = []
            entry.state.notBefore = nil
            entry.state.scheduleError = nil
            // Slots that were decided stay decided, also when the clock has been put back since.
            entry.state.cursor = max(now, entry.state.cursor)
            try self.begin(&entry, now)
        }
        if !entry.job.isEnabled { entry.state.backlog = [] }
        self.entries[id] = entry
        self.version += 1
        return [.publish(CronEvent(action: .updated, jobID: id, nextRunAt: entry.due))]
    }

    /// Removes a job and stops its runs.
    mutating func remove(_ id: String) throws(CronError) -> [CronAction] {
        let entry = try self.entry(id)
        self.entries[id] = nil
        self.orphans += entry.runs
        self.version += 1
        return entry.runs.map { .cancel($0, reason: "the scheduled job was removed") }
            + [.publish(CronEvent(action: .removed, jobID: id))]
    }

    /// What ``runNow(_:onlyWhenDue:token:now:)`` did.
    enum Request: Sendable, Hashable {
        case begun(runID: String)
        case notDue
        case running
        case busy
    }

    /// Runs a job because somebody asks for it; the schedule goes on as it was.
    mutating func runNow(
        _ id: String,
        onlyWhenDue: Bool,
        token: String,
        now: Timestamp
    ) throws(CronError) -> (request: Request, actions: [CronAction]) {
        let entry = try self.entry(id)
        if onlyWhenDue {
            let actions = self.tick(now: now)
            for case .start(let run, _) in actions where run.jobID == id { return (.begun(runID: run.id), actions) }
            return (.notDue, actions)
        }
        var actions: [CronAction] = []
        if !entry.runs.isEmpty {
            switch entry.job.overlap {
            case .forbid: return (.running, [])
            case .replace: actions += entry.runs.map { .cancel($0, reason: "a new run of the scheduled job takes its place") }
            case .allow: guard entry.runs.count < self.limits.concurrentRunsPerJob else { return (.busy, []) }
            }
        }
        guard self.runningCount < self.limits.manualRuns else { return (.busy, []) }
        let run = CronRun(entry.job, manual: token, now: now)
        self.entries[id]?.runs.append(run)
        self.version += 1
        actions += [.start(run, entry.job), .publish(CronEvent(action: .started, jobID: id, run: run))]
        return (.begun(runID: run.id), actions)
    }

    /// Puts a job at the beginning of its schedule.
    private func begin(_ entry: inout Entry, _ now: Timestamp) throws(CronError) {
        if case .at(let time) = entry.job.schedule {
            guard time.milliseconds > now.milliseconds - self.limits.grace || !entry.job.isEnabled else {
                throw CronError(.invalid, "schedule.at is in the past (\(time)); give a time to come")
            }
            entry.state.cursor = min(entry.state.cursor, time - .milliseconds(1))
        }
        entry.findNextSlot()
        guard entry.nextSlot != nil else {
            throw CronError(.invalid, "no time fits this schedule in the next 40 years; correct the day and the month")
        }
    }
}
