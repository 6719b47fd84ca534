// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A change of the jobs or their runs, as the event `cron` tells it.
struct CronEvent: Sendable, Hashable {
    enum Action: String, Sendable {
        case added, updated, removed, started, finished
    }

    var action: Action
    var jobID: String
    var run: CronRun?
    var record: CronRunRecord?
    var nextRunAt: Timestamp?

    var json: JSONValue {
        var object = self.record?.json.objectValue ?? [:]
        object["action"] = .string(self.action.rawValue)
        object["jobId"] = .string(self.jobID)
        if let run {
            object["runId"] = .string(run.id)
            object["runAtMs"] = .int(run.claimedAt.milliseconds)
        }
        if let nextRunAt { object["nextRunAtMs"] = .int(nextRunAt.milliseconds) }
        return .object(object)
    }
}
