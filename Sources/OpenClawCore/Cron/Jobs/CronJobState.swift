// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a job has gone through.
struct CronJobState: Sendable, Hashable {
    /// Every slot up to here is decided: run, waiting in `backlog`, or left out.
    var cursor: Timestamp
    /// Slots that shall run and have not begun, ascending.
    var backlog: [Timestamp] = []
    /// No run before this, after failures.
    var notBefore: Timestamp?
    var lastRunAt: Timestamp?
    var lastStatus: CronRunStatus?
    var lastError: String?
    var lastDurationMilliseconds: Int64?
    var consecutiveErrors = 0
    var lastDeliveryStatus: CronDeliveryStatus?
    var lastDeliveryError: String?
    /// When people were last told that it fails again and again.
    var lastAlertAt: Timestamp?
    /// Why no slots can be told; such a job does not run.
    var scheduleError: String?

    /// The state of a job that begins at a time.
    init(cursor: Timestamp) { self.cursor = cursor }

    /// Reads a stored state; one of another program has no cursor but the next run.
    init(json value: JSONValue?, fallback: Timestamp) {
        func time(_ name: String) -> Timestamp? { value?[name]?.intValue.map { Timestamp(milliseconds: $0) } }
        self.cursor = time("cursorMs") ?? time("nextRunAtMs").map { $0 - .milliseconds(1) } ?? fallback
        self.backlog = (value?["backlogMs"]?.arrayValue ?? []).prefix(CronMisfirePolicy.largestMaximum)
            .compactMap { $0.intValue.map { Timestamp(milliseconds: $0) } }
        self.notBefore = time("notBeforeMs")
        self.lastRunAt = time("lastRunAtMs")
        self.lastStatus = (value?["lastRunStatus"] ?? value?["lastStatus"])?.stringValue.flatMap(CronRunStatus.init(rawValue:))
        self.lastError = value?["lastError"]?.stringValue
        self.lastDurationMilliseconds = value?["lastDurationMs"]?.intValue
        self.consecutiveErrors = Int(max(0, min(1_000_000, value?["consecutiveErrors"]?.intValue ?? 0)))
        self.lastDeliveryStatus = value?["lastDeliveryStatus"]?.stringValue.flatMap(CronDeliveryStatus.init(rawValue:))
        self.lastDeliveryError = value?["lastDeliveryError"]?.stringValue
        self.lastAlertAt = time("lastFailureAlertAtMs")
    }

    /// The fields of the protocol; `isStored` adds those that only the file has.
    func json(nextRunAt: Timestamp?, runningAt: Timestamp?, isStored: Bool) -> JSONValue {
        var object: JSONObject = [:]
        if let nextRunAt { object["nextRunAtMs"] = .int(nextRunAt.milliseconds) }
        if let runningAt { object["runningAtMs"] = .int(runningAt.milliseconds) }
        if let lastRunAt { object["lastRunAtMs"] = .int(lastRunAt.milliseconds) }
        if let lastStatus {
            object["lastRunStatus"] = .string(lastStatus.rawValue)
            object["lastStatus"] = .string(lastStatus.rawValue)
        }
        if let lastError = self.scheduleError ?? self.lastError { object["lastError"] = .string(lastError) }
        if let lastDurationMilliseconds { object["lastDurationMs"] = .int(lastDurationMilliseconds) }
        object["consecutiveErrors"] = JSONValue(self.consecutiveErrors)
        if let lastDeliveryStatus {
            object["lastDelivered"] = .bool(lastDeliveryStatus == .delivered)
            object["lastDeliveryStatus"] = .string(lastDeliveryStatus.rawValue)
        }
        if let lastDeliveryError { object["lastDeliveryError"] = .string(lastDeliveryError) }
        if let lastAlertAt { object["lastFailureAlertAtMs"] = .int(lastAlertAt.milliseconds) }
        object["scheduleErrorCount"] = self.scheduleError == nil ? 0 : 1
        if isStored {
            object["cursorMs"] = .int(self.cursor.milliseconds)
            if !self.backlog.isEmpty { object["backlogMs"] = .array(self.backlog.map { .int($0.milliseconds) }) }
            if let notBefore { object["notBeforeMs"] = .int(notBefore.milliseconds) }
        }
        return .object(object)
    }
}
