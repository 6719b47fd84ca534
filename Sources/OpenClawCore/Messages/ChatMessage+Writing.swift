// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ChatMessage {
    /// Writes the message object `{role, content, timestamp, …}` without building JSON values for its words.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("role", self.role.rawValue)
        writer.key("content")
        writer.beginArray()
        for block in self.content { block.write(to: &writer) }
        writer.endArray()
        writer.field("timestamp", self.timestamp.milliseconds)
        for (key, value) in self.extra where key != "role" && key != "content" && key != "timestamp" {
            writer.key(key)
            writer.value(value)
        }
        writer.endObject()
    }
}

extension ContentBlock {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text):
            writer.beginObject()
            writer.field("type", "text")
            writer.field("text", text)
            writer.endObject()
        case .thinking, .media, .toolCall, .other:
            writer.value(self.json)
        }
    }
}
