// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What `POST /hooks/agent` or a mapping asks of an agent.
struct AgentHook: Sendable {
    var message: String
    var name: String?
    var agent: String?
    var requestedSessionKey: String?
    var mappedSessionKey: String?
    var channel: String?
    var recipient: String?
    var timeout: Duration?
    var waits = false
    var key: String?

    /// What a mapping asks for.
    init(
        message: String,
        name: String?,
        agent: String?,
        mappedSessionKey: String?,
        channel: String?,
        recipient: String?,
        timeout: Duration?,
        key: String?
    ) {
        self.message = message
        self.name = name
        self.agent = agent
        self.mappedSessionKey = mappedSessionKey
        self.channel = channel
        self.recipient = recipient
        self.timeout = timeout
        self.key = key
    }

    /// Reads a body.
    init(_ object: JSONObject, key: String?) throws(HTTPProblem) {
        func text(_ name: String) throws(HTTPProblem) -> String? {
            switch object[name] {
            case nil, .null: return nil
            case .string(let text): return text.isEmpty ? nil : text
            default: throw .invalid("\(name) must be a string", parameter: name)
            }
        }
        guard let message = try text("message"), !message.allSatisfy(\.isWhitespace) else {
            throw .invalid("message is required", parameter: "message")
        }
        for name in ["model", "thinking"] where object[name]?.isNull == false {
            throw .invalid("\(name) cannot be chosen per hook; the agent's configuration names it", parameter: name)
        }
        self.message = message
        self.name = try text("name")
        self.agent = try text("agentId")
        self.requestedSessionKey = try text("sessionKey")
        if object["deliver"]?.boolValue ?? true {
            self.channel = try text("channel")
            self.recipient = try text("to")
        }
        if let seconds = object["timeoutSeconds"]?.intValue {
            guard (1...86_400).contains(seconds) else { throw .invalid("timeoutSeconds must be between 1 and 86400", parameter: "timeoutSeconds") }
            self.timeout = .seconds(seconds)
        }
        self.waits = object["waitForCompletion"]?.boolValue ?? false
        self.key = try text("idempotencyKey") ?? key
        if let key = self.key,
            key.utf8.count > 200 || key.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        {
            throw .invalid("idempotencyKey must be at most 200 bytes without control characters", parameter: "idempotencyKey")
        }
    }
}
