// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ChatMessage {
    /// Reads a message object; `nil` when it has no `role`.
    public init?(json: JSONValue) {
        guard let object = json.objectValue, let role = object["role"]?.stringValue else { return nil }
        var content: [ContentBlock] = []
        switch object["content"] {
        case .string(let text): content = [.text(text)]
        case .array(let blocks): content = blocks.map(ContentBlock.init(json:))
        default: break
        }
        var extra = JSONObject()
        for (key, value) in object where key != "role" && key != "content" && key != "timestamp" { extra[key] = value }
        self.init(
            role: ChatRole(rawValue: role),
            content: content,
            timestamp: Timestamp(milliseconds: object["timestamp"]?.intValue.map({ Int64($0) }) ?? 0),
            extra: extra
        )
    }

    /// The message object `{role, content, timestamp, …}`.
    public var json: JSONValue {
        var object: JSONObject = [
            "role": .string(self.role.rawValue),
            "content": .array(self.content.map(\.json)),
            "timestamp": .int(self.timestamp.milliseconds),
        ]
        for (key, value) in self.extra { object[key] = value }
        return .object(object)
    }
}
