// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What an in-process caller sees of a run while it goes on.
public enum ChatStreamEvent: Sendable {
    /// More words.
    case delta(String)
    /// The words so far are withdrawn; these stand instead.
    case replace(String)
    /// A tool is about to run.
    case toolCall(ToolCall)
    /// A tool has ended.
    case toolResult(callID: String, name: String, isError: Bool)
    /// The run has ended; nothing follows.
    case finished(RunResult)
}
