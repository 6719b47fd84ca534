// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronScheduler {
    /// Takes changes that people have made to the stored jobs by hand.
    ///
    /// What a job is comes from the file; what it has gone through, runs that go on and the run log stay those of the scheduler, so that no
    /// slot runs twice. The text may be older than changes through the gateway, because it was open in an editor meanwhile: a job that was
    /// added, changed or removed through the gateway after the time that the text has in `savedAtMs` stays as it is.
    /// - Parameters:
    ///   - touched: when jobs were added, changed or removed through the gateway.
    ///   - zones: the rules of a zone by its name; `nil` is the gateway's own.
    /// - Throws: ``CronError`` when the file is not one of this kind; nothing has changed then.
    mutating func merge(
        _ file: JSONValue,
        touched: [String: Timestamp],
        now: Timestamp,
        zones: (String?) throws(TimeZoneError) -> TimeZoneRules
    ) throws(CronError) -> CronMerge {
        let jobs = try Self.jobs(of: file)
        let writtenAt = file["savedAtMs"]?.intValue.map { Timestamp(milliseconds: $0) }
        func isOutdated(_ id: String) -> Bool {
            guard let writtenAt, let time = touched[id] else { return false }
            return time > writtenAt
        }
        var result = CronMerge()
        var seen: Set<String> = []
        var unreadable: [CronUnreadableJob] = []
        for (index, value) in jobs.enumerated() {
            do throws(CronError) {
                guard let object = value.objectValue else { throw CronError(.invalid, "a job must be an object") }
                let job = try CronJob(stored: object, now: now)
                guard seen.insert(job.id).inserted else {
                    throw CronError(.conflict, "another job has this id; give it one of its own")
                }
                if let entry = self.entries[job.id] {
                    guard Self.definition(of: job) != Self.definition(of: entry.job) else { continue }
                    guard !isOutdated(job.id) else {
                        result.outdated.append(job.id)
                        continue
                    }
                    try self.take(job, object, into: entry, now, zones, &result)
                } else if isOutdated(job.id) {
                    result.outdated.append(job.id)
                } else {
                    guard self.entries.count < self.limits.jobs else {
                        throw CronError(.full, "there are more than \(self.limits.jobs) jobs, which is the most; remove some")
                    }
                    // As `cron.add` does: slots before now are nobody's.
                    var entry = Entry(job: job, state: CronJobState(cursor: now))
                    self.restart(&entry, now, zones)
                    self.entries[job.id] = entry
                    result.added.append(job.id)
                    result.actions.append(.publish(CronEvent(action: .added, jobID: job.id, nextRunAt: entry.due)))
                }
            } catch {
                unreadable.append(CronUnreadableJob(value, position: index + 1, reason: error.message))
            }
        }
        for id in self.entries.keys.sorted() where !seen.contains(id) {
            if isOutdated(id) {
                result.outdated.append(id)
            } else {
                result.removed.append(id)
                result.actions += try self.remove(id)
            }
        }
        // What stays as it is must not stand in the file twice.
        self.unreadable = unreadable.filter { !result.outdated.contains($0.value["id"]?.stringValue ?? "") }
        self.version += 1
        return result
    }

    /// The jobs of a file of this kind.
    static func jobs(of file: JSONValue) throws(CronError) -> [JSONValue] {
        guard file["version"]?.intValue == Self.fileVersion, let jobs = file["jobs"]?.arrayValue else {
            throw CronError(.storage, "it is no list of scheduled jobs of version \(Self.fileVersion)")
        }
        return jobs
    }

    private mutating func take(
        _ job: CronJob,
        _ object: JSONObject,
        into before: Entry,
        _ now: Timestamp,
        _ zones: (String?) throws(TimeZoneError) -> TimeZoneRules,
        _ result: inout CronMerge
    ) throws(CronError) {
        var object = object
        object["createdAtMs"] = .int(before.job.createdAt.milliseconds)
        object["updatedAtMs"] = .int(now.milliseconds)
        object["configRevision"] = JSONValue(max(before.job.revision, min(job.revision, Int(Int32.max) - 1)) + 1)
        var entry = before
        entry.job = try CronJob(stored: object, now: now)
        let isNewSchedule = entry.job.schedule != before.job.schedule
        if isNewSchedule || (entry.job.isEnabled && !before.job.isEnabled) || entry.timetable == nil {
            self.restart(&entry, now, zones)
        }
        if !entry.job.isEnabled { entry.state.backlog = [] }
        self.entries[job.id] = entry
        result.changed.append(job.id)
        result.actions.append(.publish(CronEvent(action: .updated, jobID: job.id, nextRunAt: entry.due)))
    }

    /// Puts a job at the beginning of its schedule; slots that were decided stay decided.
    private func restart(_ entry: inout Entry, _ now: Timestamp, _ zones: (String?) throws(TimeZoneError) -> TimeZoneRules) {
        entry.state.backlog = []
        entry.state.notBefore = nil
        entry.state.scheduleError = nil
        entry.state.cursor = max(now, entry.state.cursor)
        if case .at(let time) = entry.job.schedule {
            if time.milliseconds > now.milliseconds - self.limits.grace {
                entry.state.cursor = min(entry.state.cursor, time - .milliseconds(1))
            } else {
                entry.job.isEnabled = false
            }
        }
        do throws(TimeZoneError) {
            entry.timetable = CronTimetable(entry.job.schedule, zone: try zones(entry.job.schedule.zone), job: entry.job.id)
            entry.findNextSlot()
        } catch {
            entry.timetable = nil
            entry.nextSlot = nil
            entry.state.scheduleError = error.message
        }
    }

    /// What people set of a job, without the gateway's notes about it.
    private static func definition(of job: CronJob) -> JSONValue {
        guard var object = job.foreign.added(to: job.json).objectValue else { return .null }
        for name in ["createdAtMs", "updatedAtMs", "configRevision"] { object[name] = nil }
        return .object(object)
    }
}
