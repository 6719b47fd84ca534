// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides when jobs run. A value: requests, ends of runs and the time go in, actions come out.
///
/// Whoever drives it keeps it on disk before carrying actions out. A slot moves once from due to waiting to claimed, and each of these
/// is in what is kept; a slot that was claimed before a crash is reported as interrupted and never runs again.
struct CronScheduler: Sendable {
    /// A job and everything about it.
    struct Entry: Sendable {
        var job: CronJob
        var state: CronJobState
        /// `nil` when its zone is not known.
        var timetable: CronTimetable?
        /// The first slot after the cursor.
        var nextSlot: Timestamp?
        /// Its runs that go on.
        var runs: [CronRun] = []

        /// When it wants to be looked at.
        var due: Timestamp? {
            guard self.job.isEnabled, let timetable, let nextSlot else { return nil }
            let due = nextSlot + .milliseconds(timetable.delay)
            return max(due, self.state.notBefore ?? due)
        }

        mutating func findNextSlot() { self.nextSlot = self.timetable?.next(after: self.state.cursor) }

        var json: JSONValue {
            var value = self.job.json
            value["state"] = self.state.json(nextRunAt: self.due, runningAt: self.runs.first?.claimedAt, isStored: false)
            return value
        }
    }

    let limits: CronLimits
    var entries: [String: Entry] = [:]
    /// The run log, the oldest line first.
    var log: [CronRunRecord] = []
    /// The bytes of the run log as it is kept.
    var logBytes = 0
    /// Stored jobs that this version does not understand; kept as they are.
    var unreadable: [CronUnreadableJob] = []
    /// Changes by hand that could not be used; not kept.
    var rejectedEdits: CronRejectedEdits?
    /// When this was kept.
    var savedAt: Timestamp?
    /// Counts what has to be kept; the driver compares it with what it has kept.
    var version = 0

    init(limits: CronLimits = CronLimits()) { self.limits = limits }

    /// What becomes of a job's slots that passed.
    func misfire(of job: CronJob) -> CronMisfirePolicy { job.misfire ?? self.limits.misfire }

    /// How many runs go on.
    var runningCount: Int { self.entries.values.reduce(0) { $0 + $1.runs.count } + self.orphans.count }

    /// Runs whose job was removed.
    var orphans: [CronRun] = []

    /// When ``tick(now:)`` is needed next, if nothing else happens.
    ///
    /// A job that runs once and whose time comes while somebody else's run goes on waits for the end of that one, not for the clock.
    var nextWake: Timestamp? {
        self.entries.values.compactMap { entry in
            if case .at = entry.job.schedule, !entry.runs.isEmpty, entry.job.overlap == .forbid { return nil }
            return entry.due
        }.min()
    }

    /// The job of this name.
    func entry(_ id: String) throws(CronError) -> Entry {
        guard let entry = self.entries[id] else {
            throw CronError(.notFound, "there is no scheduled job \"\(id.prefix(128))\"; cron.list shows those that exist")
        }
        return entry
    }
}
