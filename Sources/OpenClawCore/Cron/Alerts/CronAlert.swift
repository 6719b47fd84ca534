// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Word for people that a job fails again and again.
struct CronAlert: Sendable, Hashable {
    var job: CronJob
    var delivery: CronDelivery
    var record: CronRunRecord
    /// How many runs in a row have failed.
    var consecutiveErrors: Int

    /// What a conversation gets.
    var text: String {
        let error = DisplayText.plain(self.record.outcome.error ?? "no reason is known", maximumLength: 500)
        let times = self.consecutiveErrors == 1 ? "once" : "\(self.consecutiveErrors) times in a row"
        let next = self.record.nextRunAt.map { "It runs again at \($0)." } ?? "It does not run again by itself."
        return "⚠️ The scheduled job \"\(DisplayText.plain(self.job.name, maximumLength: 200))\" failed \(times): \(error)\n\(next)"
    }

    /// What a web hook gets.
    var json: JSONValue {
        var object = self.record.json.objectValue ?? [:]
        object["action"] = "failureAlert"
        object["consecutiveErrors"] = JSONValue(self.consecutiveErrors)
        return .object(object)
    }
}
