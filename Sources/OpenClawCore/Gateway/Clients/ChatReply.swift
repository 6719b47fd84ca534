// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What an agent answered to ``LocalClient/chat(_:session:agent:)``.
public struct ChatReply: Sendable {
    /// The run's name.
    public let runID: RunID
    /// The words of the answer.
    public let text: String
    /// The answer as the transcript has it; `nil` when the agent chose to say nothing.
    public let message: ChatMessage?
    /// Tokens used.
    public let usage: TokenUsage?
}
