// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskRequest {
    /// The fields of a request.
    package static let fields: Set<String> = [
        "task", "id", "agentId", "sessionKey", "workspace", "priority", "dependsOn", "capabilities", "tags", "node", "command", "params",
        "timeout", "queueTimeout", "retry", "idempotencyKey",
    ]

    /// Reads a request as clients write it (Docs/Tasks.md). A field that is not known is refused by its name.
    package init(json object: JSONObject) throws(TaskError) {
        for (key, _) in object where !Self.fields.contains(key) {
            let nearest = NearestName.find(key, in: Self.fields.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
            throw TaskError(.invalid, "there is no field \"\(DisplayText.plain(key, maximumLength: 64))\"\(nearest)", field: key)
        }
        let reader = TaskRequestReader(object: object)
        self.init(try reader.required("task", maximumBytes: Self.maximumTextBytes))
        self.id = try reader.text("id", maximumBytes: 128)
        self.agentID = try reader.text("agentId", maximumBytes: 64).map { AgentID($0) }
        self.sessionKey = try reader.text("sessionKey", maximumBytes: SessionKey.maximumLength).map { SessionKey($0) }
        self.workspace = try reader.text("workspace", maximumBytes: 200)
        if let name = try reader.text("priority", maximumBytes: 32) {
            guard let priority = TaskPriority(name: name) else {
                throw TaskError(.invalid, "priority must be control, human, scheduled or background, not \"\(name)\"", field: "priority")
            }
            self.priority = priority
        }
        self.dependencies = try reader.dependencies()
        self.capabilities = Set(try reader.texts("capabilities"))
        self.tags = Set(try reader.texts("tags"))
        self.node = try reader.text("node", maximumBytes: 256).map { NodeID(rawValue: $0) }
        self.command = try reader.text("command", maximumBytes: 256)
        self.params = object["params"] ?? .null
        self.timeout = try reader.seconds("timeout")
        self.queueTimeout = try reader.seconds("queueTimeout")
        self.retry = try reader.retry()
        self.idempotencyKey = try reader.text("idempotencyKey", maximumBytes: 256)
    }

    /// The request as clients write it.
    package var json: JSONObject {
        var object: JSONObject = ["task": .string(self.text)]
        if let id { object["id"] = .string(id) }
        if let agentID { object["agentId"] = .string(agentID.rawValue) }
        if let sessionKey { object["sessionKey"] = .string(sessionKey.rawValue) }
        if let workspace { object["workspace"] = .string(workspace) }
        object["priority"] = .string(self.priority.name)
        if !self.dependencies.isEmpty {
            object["dependsOn"] = .array(
                self.dependencies.map { ["id": .string($0.id), "onFailure": .string($0.onFailure.rawValue)] }
            )
        }
        if !self.capabilities.isEmpty { object["capabilities"] = .array(self.capabilities.sorted().map { .string($0) }) }
        if !self.tags.isEmpty { object["tags"] = .array(self.tags.sorted().map { .string($0) }) }
        if let node { object["node"] = .string(node.rawValue) }
        if let command { object["command"] = .string(command) }
        if !self.params.isNull { object["params"] = self.params }
        if let timeout { object["timeout"] = .double(timeout.inSeconds) }
        if let queueTimeout { object["queueTimeout"] = .double(queueTimeout.inSeconds) }
        if self.retry != TaskRetryPolicy() { object["retry"] = self.retry.json }
        if let idempotencyKey { object["idempotencyKey"] = .string(idempotencyKey) }
        return object
    }

    /// What makes two requests the same: everything but the key.
    var digest: String {
        var plain = self
        plain.idempotencyKey = nil
        return SHA256.hexadecimal(JSONValue.object(plain.json).serialized())
    }
}
