// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A whole answer.
public struct ChatAnswer: Sendable {
    /// The run's name.
    public var runID: String
    /// The words; empty when the agent chose to say nothing.
    public var text: String
    /// Why the answer ended.
    public var stopReason: String?
    /// Tokens used, as the gateway reports them.
    public var usage: JSONValue?
}
