// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a run ended.
public struct RunResult: Sendable {
    /// The run's name.
    public var runID: RunID
    /// How it ended.
    public var status: RunStatus
    /// The answer as the transcript has it; `nil` when nothing was said.
    public var message: ChatMessage?
    /// Tokens used.
    public var usage: TokenUsage?
    /// Why the answer ended.
    public var stopReason: String?
    /// What went wrong.
    public var error: AgentError?
    /// When it began; `nil` when it ended in the queue.
    public var startedAt: Timestamp?
    /// When it ended.
    public var endedAt: Timestamp

    /// Whether the agent chose to say nothing, or had nothing to say.
    var saidNothing: Bool = false

    /// The words of the answer.
    public var text: String { self.message?.text ?? "" }
}
