// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A piece of a model's answer.
public enum ModelEvent: Sendable, Hashable {
    /// More words of the answer.
    case textDelta(String)
    /// More of the model's reasoning.
    case thinkingDelta(String)
    /// More of the tool call at `index`; identifier and name come once, the arguments are JSON text in pieces.
    case toolCallDelta(index: Int, id: String?, name: String?, arguments: String)
    /// Tokens used so far by this completion; replaces an earlier count.
    case usage(TokenUsage)
}
