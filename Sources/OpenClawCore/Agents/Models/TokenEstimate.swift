// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A guess at how many tokens something costs, made without the model's tokenizer.
///
/// Latin text and code come to about 3.5 bytes a token; other scripts are counted at 2.5 bytes a token, which is a little more than
/// what Chinese costs (3 bytes a character). The guess is meant to be too high rather than too low.
enum TokenEstimate {
    /// What a message costs beside its words.
    static let messageOverhead = 4
    /// What an image costs, about that of a photograph at full detail.
    static let media = 1_100

    /// The tokens of a text.
    static func tokens(in text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            var wide = 0
            for byte in bytes { wide &+= Int(byte &>> 7) }
            return (bytes.count &- wide) &* 2 / 7 &+ wide &* 2 / 5 &+ 1
        }
    }

    /// The tokens of a message.
    static func tokens(in message: ChatMessage) -> Int {
        message.content.reduce(Self.messageOverhead) { $0 + Self.tokens(in: $1) }
    }

    /// The tokens of a tool's description.
    static func tokens(in tool: ModelTool) -> Int {
        Self.tokens(in: tool.name) + Self.tokens(in: tool.description) + tool.parameters.serialized().count / 3
    }

    private static func tokens(in block: ContentBlock) -> Int {
        switch block {
        case .text(let text): Self.tokens(in: text)
        case .thinking: 0  // is not sent back
        case .media: Self.media
        case .toolCall(let call): Self.messageOverhead + Self.tokens(in: call.name) + call.arguments.serialized().count / 3
        case .other(let object): JSONValue.object(object).serialized().count / 3
        }
    }
}
