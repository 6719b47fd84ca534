// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronScheduler {
    /// The version of the file.
    static let fileVersion: Int64 = 1

    /// Everything that has to survive a restart.
    var stored: JSONValue {
        let entries = self.entries.values.sorted { ($0.job.createdAt, $0.job.id) < ($1.job.createdAt, $1.job.id) }
        let jobs = entries.map { entry -> JSONValue in
            var value = entry.job.foreign.added(to: entry.job.json)
            value["state"] = entry.state.json(nextRunAt: entry.due, runningAt: entry.runs.first?.claimedAt, isStored: true)
            return value
        }
        var file: JSONObject = ["version": .int(Self.fileVersion)]
        // By this a text that was open in an editor is known to be older than changes through the gateway.
        if let savedAt { file["savedAtMs"] = .int(savedAt.milliseconds) }
        file["jobs"] = .array(jobs + self.unreadable.map(\.value))
        file["claims"] = .array((entries.flatMap(\.runs) + self.orphans).map(\.json))
        file["runs"] = .array(self.log.map(\.json))
        return .object(file)
    }

    /// Takes up what was kept. Runs that were claimed and not ended are reported as interrupted; they do not run again.
    /// - Parameter zones: the rules of a zone by its name; `nil` is the gateway's own.
    /// - Throws: ``CronError`` when the file is not one of this kind.
    mutating func restore(
        _ file: JSONValue,
        now: Timestamp,
        zones: (String?) throws(TimeZoneError) -> TimeZoneRules
    ) throws(CronError) -> [CronAction] {
        let jobs = try Self.jobs(of: file)
        self.log = (file["runs"]?.arrayValue ?? []).suffix(self.limits.log.lines).compactMap(CronRunRecord.init(json:))
        self.logBytes = self.log.reduce(0) { $0 + $1.size }
        self.shortenLog()
        let claims = (file["claims"]?.arrayValue ?? []).compactMap(CronRun.init(json:))
        for (index, value) in jobs.enumerated() {
            do throws(CronError) {
                guard self.entries.count < self.limits.jobs else {
                    throw CronError(.full, "there are more than \(self.limits.jobs) jobs, which is the most; remove some")
                }
                guard let object = value.objectValue else { throw CronError(.invalid, "a job must be an object") }
                let job = try CronJob(stored: object, now: now)
                guard self.entries[job.id] == nil else { throw CronError(.conflict, "another job has this id; give it one of its own") }
                self.entries[job.id] = self.entry(job, object["state"], now, zones)
            } catch {
                self.unreadable.append(CronUnreadableJob(value, position: index + 1, reason: error.message))
            }
        }
        var actions: [CronAction] = []
        for claim in claims {
            if self.entries[claim.jobID] != nil { self.entries[claim.jobID]?.runs.append(claim) } else { self.orphans.append(claim) }
            actions += self.finish(claim, .failed("interrupted: the gateway stopped while this ran"), now: now)
        }
        return actions
    }

    private func entry(
        _ job: CronJob,
        _ stored: JSONValue?,
        _ now: Timestamp,
        _ zones: (String?) throws(TimeZoneError) -> TimeZoneRules
    ) -> Entry {
        var entry = Entry(job: job, state: CronJobState(json: stored, fallback: now))
        // A cursor a little ahead means that the clock was put back: its slots have run. One far ahead means that the clock was wrong then.
        if entry.state.cursor - now > .seconds(86_400) || stored?["cursorMs"] == nil { entry.state.cursor = min(entry.state.cursor, now) }
        if case .at(let time) = job.schedule, stored?["cursorMs"] == nil {
            // One that has run is not run again.
            entry.state.cursor = entry.state.lastStatus == nil ? min(now, time - .milliseconds(1)) : now
        }
        if self.misfire(of: job) == .skip { entry.state.backlog.removeAll { now - $0 > .milliseconds(self.limits.grace) } }
        do throws(TimeZoneError) {
            entry.timetable = CronTimetable(job.schedule, zone: try zones(job.schedule.zone), job: job.id)
            entry.findNextSlot()
        } catch {
            entry.state.scheduleError = error.message
        }
        return entry
    }
}
