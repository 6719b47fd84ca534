// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskSnapshot {
    /// The identity of a task in the ledger.
    static func identity(of id: String) -> MessageID { MessageID(channel: "gateway", account: "tasks", event: id) }

    /// What the ledger keeps so that the task can be run after a restart.
    var openingPayload: [UInt8] {
        var object: JSONObject = ["request": .object(self.request.json), "digest": .string(self.digest)]
        if let agentID { object["agentId"] = .string(agentID.rawValue) }
        if let sessionKey { object["sessionKey"] = .string(sessionKey.rawValue) }
        return JSONValue.object(object).serialized()
    }

    /// What the ledger keeps of a task that has ended.
    var completionPayload: [UInt8] {
        var object: JSONObject = [
            "request": .object(self.request.json), "digest": .string(self.digest), "status": .string(self.status.rawValue),
            "attempt": JSONValue(self.attempt),
        ]
        if let agentID { object["agentId"] = .string(agentID.rawValue) }
        if let sessionKey { object["sessionKey"] = .string(sessionKey.rawValue) }
        if let worker { object["worker"] = .string(worker) }
        if let startedAt { object["startedAt"] = .int(startedAt.milliseconds) }
        if let endedAt { object["endedAt"] = .int(endedAt.milliseconds) }
        if let outcome {
            if let text = outcome.text { object["output"] = .string(text) }
            if !outcome.value.isNull { object["result"] = outcome.value }
            if outcome.isTruncated { object["truncated"] = true }
        }
        if let error { object["error"] = ["code": .string(error.code.rawValue), "message": .string(error.message)] }
        return JSONValue.object(object).serialized()
    }

    /// Reads a task of the ledger; `nil` when it is none, or cannot be read.
    init?(_ entry: LedgerEntry) {
        guard case .task(let opening) = entry.opening else { return nil }
        let bytes = entry.completion?.result ?? opening
        // What cannot be read is ended by the caller with a stated outcome.
        guard let json = try? JSONValue(parsing: bytes), let fields = json["request"]?.objectValue,
            let request = try? TaskRequest(json: fields)
        else { return nil }
        self.init(
            id: entry.identity.event,
            request: request,
            agentID: json["agentId"]?.stringValue.map { AgentID($0) },
            sessionKey: json["sessionKey"]?.stringValue.map { SessionKey($0) },
            createdAt: entry.openedAt
        )
        self.digest = json["digest"]?.stringValue ?? ""
        self.attempt = entry.attempts
        guard entry.completion != nil else { return }
        self.status = json["status"]?.stringValue.flatMap { TaskStatus(rawValue: $0) } ?? .failed
        self.attempt = json["attempt"]?.intValue.map { Int($0) } ?? entry.attempts
        self.worker = json["worker"]?.stringValue
        self.startedAt = json["startedAt"]?.intValue.map { Timestamp(milliseconds: $0) }
        self.endedAt = json["endedAt"]?.intValue.map { Timestamp(milliseconds: $0) }
        if self.status == .completed {
            self.progress = 1
            var outcome = TaskOutcome(text: json["output"]?.stringValue, value: json["result"] ?? .null)
            outcome.isTruncated = json["truncated"]?.boolValue ?? false
            self.outcome = outcome
        }
        if let error = json["error"] {
            self.error = TaskError(
                TaskError.Code(rawValue: error["code"]?.stringValue ?? "failed"),
                error["message"]?.stringValue ?? ""
            )
        }
    }

    /// The status of the ledger's completion.
    var ledgerStatus: String {
        switch self.status {
        case .completed: "ok"
        case .cancelled: "aborted"
        case .timedOut: "timeout"
        default: "error"
        }
    }
}
