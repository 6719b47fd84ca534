// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ChatMessage {
    /// The calls of tools in the message.
    package var toolCalls: [ToolCall] {
        self.content.compactMap { block in
            if case .toolCall(let call) = block { return call }
            return nil
        }
    }

    /// The call a tool's result answers.
    package var toolCallID: String? { self.extra["toolCallId"]?.stringValue }
}
