// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A schedule with the rules of its zone and the delay of its job: everything that is needed to tell its slots.
///
/// A slot is the time by the schedule; it names the run. The run is due a little later when the job is staggered.
struct CronTimetable: Sendable, Hashable {
    /// The stagger of jobs at the top of the hour that say nothing about it.
    static let usualStagger: Int64 = 300_000

    let schedule: CronSchedule
    let zone: TimeZoneRules
    /// How long after its slot a run is due, in milliseconds.
    let delay: Int64

    init(_ schedule: CronSchedule, zone: TimeZoneRules, job: String) {
        self.schedule = schedule
        self.zone = zone
        self.delay = Self.delay(of: schedule, job: job)
    }

    /// The same for the same job at all times and on all machines: the first four bytes of the SHA-256 of its name, modulo the stagger.
    private static func delay(of schedule: CronSchedule, job: String) -> Int64 {
        guard case .cron(let expression, _, let given) = schedule else { return 0 }
        let stagger = given ?? (expression.isTopOfHour ? Self.usualStagger : 0)
        guard stagger > 0 else { return 0 }
        let digest = SHA256.digest(Array(job.utf8))
        let word = digest.prefix(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return word % stagger
    }

    /// The first slot after a time.
    func next(after time: Timestamp) -> Timestamp? {
        switch self.schedule {
        case .at(let once): return once > time ? once : nil
        case .every(let interval, let anchor):
            if time < anchor { return anchor }
            let (steps, overflow) = ((time.milliseconds - anchor.milliseconds) / interval + 1).multipliedReportingOverflow(by: interval)
            let (next, carry) = anchor.milliseconds.addingReportingOverflow(steps)
            return overflow || carry ? nil : Timestamp(milliseconds: next)
        case .cron(let expression, _, _): return expression.next(after: time, in: self.zone)
        }
    }

    /// The last slots that are due, ascending: after `cursor`, due not later than `now`, at most `count`.
    ///
    /// The work depends on `count`, not on how many slots there are.
    func due(after cursor: Timestamp, now: Timestamp, count: Int) -> [Timestamp] {
        let last = Timestamp(milliseconds: now.milliseconds - self.delay)
        guard let first = self.next(after: cursor), first <= last else { return [] }
        var window = Duration.seconds(60)
        while true {
            let start = max(cursor, last - window)
            var found: [Timestamp] = []
            var time = start
            while let slot = self.next(after: time), slot <= last {
                found.append(slot)
                time = slot
            }
            if found.count >= count || start == cursor { return found.suffix(count) }
            window *= 4
        }
    }
}
