// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something an agent does during a turn.
public enum AgentEvent: Sendable {
    /// More words of the answer.
    case textDelta(String)
    /// The answer so far is withdrawn and replaced by these words.
    case textReplace(String)
    /// More of the model's reasoning.
    case thinkingDelta(String)
    /// A tool is about to run.
    case toolCall(ToolCall)
    /// A tool reports on the way.
    case toolProgress(callID: String, partial: JSONValue)
    /// A tool has ended.
    case toolResult(callID: String, name: String, result: JSONValue, isError: Bool)
    /// Tokens used so far by the turn.
    case usage(TokenUsage)
}
