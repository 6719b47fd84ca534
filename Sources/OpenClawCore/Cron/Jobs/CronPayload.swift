// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a job does.
enum CronPayload: Sendable, Hashable {
    /// A turn of the agent with this message.
    case agentTurn(message: String, model: String?, thinking: String?, timeoutSeconds: Int?)
    /// A turn in the main session with words that come from the system, not from a person.
    case systemEvent(text: String)

    static let maximumBytes = 65_536

    init(json value: JSONValue) throws(CronError) {
        guard let object = value.objectValue else {
            throw CronError(.invalid, "payload must be an object with kind agentTurn or systemEvent")
        }
        func words(_ name: String) throws(CronError) -> String {
            guard let text = object[name]?.stringValue, !text.allSatisfy(\.isWhitespace) else {
                throw CronError(.invalid, "payload.\(name) is missing")
            }
            guard text.utf8.count <= Self.maximumBytes, !text.utf8.contains(0) else {
                throw CronError(.invalid, "payload.\(name) must be at most \(Self.maximumBytes) bytes without null bytes")
            }
            return text
        }
        func check(_ known: Set<String>) throws(CronError) {
            for (key, value) in object where !known.contains(key) && !value.isNull {
                // An empty list of tools would mean none: even that must not be passed over.
                throw CronError(.invalid, "payload.\(key) does not exist for this kind in this version; leave it out")
            }
        }
        switch object["kind"]?.stringValue {
        case "agentTurn":
            try check(["kind", "message", "model", "thinking", "timeoutSeconds"])
            let timeout = object["timeoutSeconds"]?.intValue
            if let timeout, !(0...86_400).contains(timeout) { throw CronError(.invalid, "payload.timeoutSeconds must be 0 to 86400") }
            self = .agentTurn(
                message: try words("message"),
                model: object["model"]?.stringValue,
                thinking: object["thinking"]?.stringValue,
                timeoutSeconds: timeout.flatMap { $0 == 0 ? nil : Int($0) }
            )
        case "systemEvent":
            try check(["kind", "text"])
            self = .systemEvent(text: try words("text"))
        default: throw CronError(.invalid, "payload.kind must be agentTurn or systemEvent; other kinds do not exist here")
        }
    }

    var json: JSONValue {
        switch self {
        case .agentTurn(let message, let model, let thinking, let timeout):
            var object: JSONObject = ["kind": "agentTurn", "message": .string(message)]
            if let model { object["model"] = .string(model) }
            if let thinking { object["thinking"] = .string(thinking) }
            if let timeout { object["timeoutSeconds"] = JSONValue(timeout) }
            return .object(object)
        case .systemEvent(let text): return ["kind": "systemEvent", "text": .string(text)]
        }
    }
}
