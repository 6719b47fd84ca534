// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A line of the run log: a run that ended, or slots that were left out.
struct CronRunRecord: Sendable, Hashable {
    var time: Timestamp
    var jobID: String
    var jobName: String
    /// `nil` when nothing ran.
    var run: CronRun?
    var outcome: CronOutcome
    var nextRunAt: Timestamp?

    /// The bytes it takes in the file.
    var size: Int { self.json.serialized().count + 1 }

    var json: JSONValue {
        var object: JSONObject = [
            "ts": .int(self.time.milliseconds), "jobId": .string(self.jobID), "action": "finished",
            "status": .string(self.outcome.status.rawValue), "jobName": .string(self.jobName),
            "deliveryStatus": .string(self.outcome.deliveryStatus.rawValue),
        ]
        if let error = self.outcome.error { object["error"] = .string(error) }
        if let summary = self.outcome.summary { object["summary"] = .string(summary) }
        if self.outcome.deliveryStatus != .notRequested { object["delivered"] = .bool(self.outcome.deliveryStatus == .delivered) }
        if let error = self.outcome.deliveryError { object["deliveryError"] = .string(error) }
        if let key = self.outcome.sessionKey { object["sessionKey"] = .string(key) }
        if let id = self.outcome.sessionID { object["sessionId"] = .string(id) }
        if let model = self.outcome.model { object["model"] = .string(model) }
        if let usage = self.outcome.usage { object["usage"] = usage }
        if let run {
            object["runId"] = .string(run.id)
            object["runAtMs"] = .int(run.claimedAt.milliseconds)
            object["slotMs"] = .int(run.slot.milliseconds)
            object["configRevision"] = JSONValue(run.revision)
            object["claimedAtMs"] = .int(run.claimedAt.milliseconds)
            object["manual"] = .bool(run.isManual)
            object["durationMs"] = .int(max(0, self.time.milliseconds - run.claimedAt.milliseconds))
        }
        if let nextRunAt { object["nextRunAtMs"] = .int(nextRunAt.milliseconds) }
        return .object(object)
    }

    /// Reads a stored line; `nil` when it is none.
    init?(json value: JSONValue) {
        guard let time = value["ts"]?.intValue, let job = value["jobId"]?.stringValue,
            let status = value["status"]?.stringValue.flatMap(CronRunStatus.init(rawValue:))
        else { return nil }
        self.init(
            time: Timestamp(milliseconds: time),
            jobID: job,
            jobName: value["jobName"]?.stringValue ?? job,
            run: CronRun(json: value),
            outcome: CronOutcome(
                status: status,
                error: value["error"]?.stringValue,
                summary: value["summary"]?.stringValue,
                deliveryStatus: value["deliveryStatus"]?.stringValue.flatMap(CronDeliveryStatus.init(rawValue:)) ?? .notRequested,
                deliveryError: value["deliveryError"]?.stringValue,
                sessionKey: value["sessionKey"]?.stringValue,
                sessionID: value["sessionId"]?.stringValue,
                model: value["model"]?.stringValue,
                usage: value["usage"]
            ),
            nextRunAt: value["nextRunAtMs"]?.intValue.map { Timestamp(milliseconds: $0) }
        )
    }

    init(time: Timestamp, jobID: String, jobName: String, run: CronRun?, outcome: CronOutcome, nextRunAt: Timestamp?) {
        self.time = time
        self.jobID = jobID
        self.jobName = jobName
        self.run = run
        self.outcome = outcome
        self.nextRunAt = nextRunAt
    }
}
