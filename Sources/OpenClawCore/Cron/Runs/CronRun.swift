// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One run of a job. It is on disk before it begins, and its name is made of job, revision and slot, so that no slot runs twice.
struct CronRun: Sendable, Hashable {
    let id: String
    let jobID: String
    let revision: Int
    /// The time by the schedule, or the time of the request when somebody asked for the run.
    let slot: Timestamp
    let claimedAt: Timestamp
    let isManual: Bool

    /// The run of a slot.
    init(_ job: CronJob, slot: Timestamp, now: Timestamp) {
        self.init(
            id: "cron:\(job.id):\(job.revision):\(slot.milliseconds)",
            jobID: job.id,
            revision: job.revision,
            slot: slot,
            claimedAt: now,
            isManual: false
        )
    }

    /// A run that somebody asked for.
    init(_ job: CronJob, manual token: String, now: Timestamp) {
        self.init(
            id: "cron:\(job.id):\(job.revision):manual:\(token)",
            jobID: job.id,
            revision: job.revision,
            slot: now,
            claimedAt: now,
            isManual: true
        )
    }

    private init(id: String, jobID: String, revision: Int, slot: Timestamp, claimedAt: Timestamp, isManual: Bool) {
        self.id = id
        self.jobID = jobID
        self.revision = revision
        self.slot = slot
        self.claimedAt = claimedAt
        self.isManual = isManual
    }

    init?(json value: JSONValue) {
        guard let id = value["runId"]?.stringValue, let job = value["jobId"]?.stringValue, let slot = value["slotMs"]?.intValue,
            let claimed = value["claimedAtMs"]?.intValue
        else { return nil }
        self.init(
            id: id,
            jobID: job,
            revision: Int(value["configRevision"]?.intValue ?? 1),
            slot: Timestamp(milliseconds: slot),
            claimedAt: Timestamp(milliseconds: claimed),
            isManual: value["manual"]?.boolValue ?? false
        )
    }

    var json: JSONValue {
        [
            "runId": .string(self.id), "jobId": .string(self.jobID), "configRevision": JSONValue(self.revision),
            "slotMs": .int(self.slot.milliseconds), "claimedAtMs": .int(self.claimedAt.milliseconds), "manual": .bool(self.isManual),
        ]
    }
}
