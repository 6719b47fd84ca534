// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a turn ended.
public struct TurnOutcome: Sendable {
    /// The answer's content. When `nil`, the gateway uses the text that was emitted.
    public var content: [ContentBlock]?
    /// Tokens used.
    public var usage: TokenUsage?
    /// Why the answer ended, in the model's words (`stop`, `length` …).
    public var stopReason: String?
    /// The model that answered.
    public var model: String?

    /// Makes an outcome; without content the emitted text is the answer.
    public init(content: [ContentBlock]? = nil, usage: TokenUsage? = nil, stopReason: String? = "stop", model: String? = nil) {
        self.content = content
        self.usage = usage
        self.stopReason = stopReason
        self.model = model
    }

    /// An answer of one text that was not streamed.
    public static func text(_ text: String) -> TurnOutcome { TurnOutcome(content: [.text(text)]) }

    /// The emitted text is the answer.
    public static let emitted = TurnOutcome()
}
