// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A piece of a message: text, reasoning, an image or a file, a tool call or its result.
///
/// The raw form is the block object of the transcript and of `chat.history` (`{"type":"text","text":…}`), so that kinds this
/// version does not know survive being read and written.
public enum ContentBlock: Sendable, Hashable {
    /// Words.
    case text(String)
    /// The model's reasoning.
    case thinking(String)
    /// An image, audio or other file, described by its JSON object.
    case media(JSONObject)
    /// A call of a tool.
    case toolCall(ToolCall)
    /// A block of another kind, kept as it was.
    case other(JSONObject)

    /// The words of a text block, `nil` for others.
    public var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }
}
