// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One message of a conversation as the transcript keeps it and `chat.history` shows it.
public struct ChatMessage: Sendable, Hashable {
    /// Who said it.
    public var role: ChatRole
    /// What was said.
    public var content: [ContentBlock]
    /// When, in milliseconds since 1970.
    public var timestamp: Timestamp
    /// Further fields of the transcript's message object (`toolCallId`, `toolName`, `usage`, `stopReason`, `model` …).
    public var extra: JSONObject

    /// Makes a message.
    public init(role: ChatRole, content: [ContentBlock], timestamp: Timestamp, extra: JSONObject = [:]) {
        self.role = role
        self.content = content
        self.timestamp = timestamp
        self.extra = extra
    }

    /// Makes a message of one text block.
    public init(role: ChatRole, text: String, timestamp: Timestamp, extra: JSONObject = [:]) {
        self.init(role: role, content: [.text(text)], timestamp: timestamp, extra: extra)
    }

    /// The words of all text blocks, joined.
    public var text: String {
        if self.content.count == 1, case .text(let text) = self.content[0] { return text }
        return self.content.compactMap(\.text).joined()
    }
}
