// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Answers with the text of the message. The agent of a gateway without a model, of tests and of benchmarks.
public struct EchoAgent: Agent {
    /// The agent's name.
    public let id: AgentID
    /// What lists show.
    public let descriptor: AgentDescriptor

    /// An echo does not look back.
    public var historyLimit: Int { 0 }

    /// Makes an echo; `notice` is shown to people, for instance to say why no model answers.
    public init(id: AgentID = .main, notice: String? = nil) {
        self.id = id
        self.descriptor = AgentDescriptor(name: "Echo", emoji: "🪞", model: "echo/echo", provider: "echo", notice: notice)
    }

    /// Emits the message's words and ends.
    public func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome {
        try await output.emit(.textDelta(turn.text))
        return .emitted
    }
}
