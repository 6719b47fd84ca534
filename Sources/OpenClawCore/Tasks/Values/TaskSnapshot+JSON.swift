// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskSnapshot {
    /// How much of an answer a summary has.
    private static let maximumSummary = 2_000

    /// The task as `tasks.list`, `tasks.get` and the event `task` have it: the protocol's fields, everything else in `metadata`.
    package var summary: JSONValue {
        var object: JSONObject = [
            "id": .string(self.id), "taskId": .string(self.id),
            "kind": .string(self.request.needsWorker ? "command" : "agent"),
            "status": .string(self.status.rawValue), "title": .string(self.title),
            "createdAt": .int(self.createdAt.milliseconds),
            "updatedAt": .int((self.endedAt ?? self.startedAt ?? self.createdAt).milliseconds),
        ]
        if let agentID { object["agentId"] = .string(agentID.rawValue) }
        if let sessionKey { object["sessionKey"] = .string(sessionKey.rawValue) }
        if let runID { object["runId"] = .string(runID.rawValue) }
        if let startedAt { object["startedAt"] = .int(startedAt.milliseconds) }
        if let endedAt { object["endedAt"] = .int(endedAt.milliseconds) }
        if let text = self.progressText ?? self.waitReason { object["progressSummary"] = .string(text) }
        if let text = self.outcome?.text { object["terminalSummary"] = .string(String(text.prefix(Self.maximumSummary))) }
        if let error { object["error"] = .string(error.message) }
        var metadata: JSONObject = [
            "priority": .string(self.request.priority.name), "progress": .double(self.progress), "attempt": JSONValue(self.attempt),
        ]
        if let waitReason { metadata["waitReason"] = .string(waitReason) }
        if let worker { metadata["worker"] = .string(worker) }
        if let workspace = self.request.workspace { metadata["workspace"] = .string(workspace) }
        if let command = self.request.command { metadata["command"] = .string(command) }
        if !self.request.tags.isEmpty { metadata["tags"] = .string(self.request.tags.sorted().joined(separator: ",")) }
        if !self.request.dependencies.isEmpty {
            metadata["dependsOn"] = .string(self.request.dependencies.map(\.id).joined(separator: ","))
        }
        if let error { metadata["errorCode"] = .string(error.code.rawValue) }
        object["metadata"] = .object(metadata)
        return .object(object)
    }

    /// The task with everything that is known of it, as `/api/tasks` and `tasks.wait` have it.
    package var json: JSONValue {
        var object: JSONObject = ["id": .string(self.id), "status": .string(self.status.rawValue)]
        for (key, value) in self.request.json where key != "id" && key != "idempotencyKey" { object[key] = value }
        object["agentId"] = self.agentID.map { .string($0.rawValue) }
        object["sessionKey"] = self.sessionKey.map { .string($0.rawValue) }
        object["runId"] = self.runID.map { .string($0.rawValue) }
        object["progress"] = .double(self.progress)
        object["progressText"] = self.progressText.map { .string($0) }
        object["waitReason"] = self.waitReason.map { .string($0) }
        object["attempt"] = JSONValue(self.attempt)
        object["worker"] = self.worker.map { .string($0) }
        object["createdAt"] = .string(self.createdAt.description)
        object["startedAt"] = self.startedAt.map { .string($0.description) }
        object["endedAt"] = self.endedAt.map { .string($0.description) }
        if let outcome {
            object["output"] = outcome.text.map { .string($0) }
            if !outcome.value.isNull { object["result"] = outcome.value }
            if outcome.isTruncated { object["truncated"] = true }
        }
        if let error { object["error"] = ["code": .string(error.code.rawValue), "message": .string(error.message)] }
        return .object(object)
    }
}
