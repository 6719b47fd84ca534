// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A call of a node as the ledger keeps it, so that a restarted gateway can take it up when the node comes back.
struct StoredInvocation: Sendable {
    var invocation: NodeInvocation
    var node: NodeID
    /// The node's process that was asked.
    var instance: String?
    /// Whether that process knows its calls when it comes back.
    var resumes: Bool
    /// Whether the node was one of the gateway's own process, which has ended with it.
    var isLocal: Bool

    /// The largest parameters that are kept, in bytes; a call with larger ones is not taken up after a restart.
    static let maximumParams = 256 << 10

    init(_ invocation: NodeInvocation, node: NodeID, instance: String?, resumes: Bool, isLocal: Bool) {
        self.invocation = invocation
        self.node = node
        self.instance = instance
        self.resumes = resumes
        self.isLocal = isLocal
    }

    /// What the ledger keeps.
    var payload: [UInt8] {
        let invocation = self.invocation
        var object: JSONObject = [
            "id": .string(invocation.id), "node": .string(self.node.rawValue), "command": .string(invocation.command),
            "params": invocation.params, "timeoutMs": .int(invocation.timeout.wholeMilliseconds), "resumes": .bool(self.resumes),
            "local": .bool(self.isLocal),
        ]
        if let key = invocation.idempotencyKey { object["key"] = .string(key) }
        if let instance = self.instance { object["instance"] = .string(instance) }
        let bytes = JSONValue.object(object).serialized()
        return bytes.count <= Self.maximumParams ? bytes : []
    }

    /// Reads what the ledger kept; `nil` when it does not hold what is needed.
    init?(payload: [UInt8]) {
        guard let json = try? JSONValue(parsing: payload),  // What cannot be read ends with a stated outcome.
            let id = json["id"]?.stringValue, let node = json["node"]?.stringValue, let command = json["command"]?.stringValue,
            let timeout = json["timeoutMs"]?.intValue
        else { return nil }
        self.init(
            NodeInvocation(
                id: id,
                command: command,
                params: json["params"] ?? .null,
                timeout: .milliseconds(timeout),
                idempotencyKey: json["key"]?.stringValue
            ),
            node: NodeID(rawValue: node),
            instance: json["instance"]?.stringValue,
            resumes: json["resumes"]?.boolValue ?? false,
            isLocal: json["local"]?.boolValue ?? false
        )
    }
}
