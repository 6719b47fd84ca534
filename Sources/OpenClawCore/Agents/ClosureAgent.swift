// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An agent made of a closure.
///
/// ```swift
/// let shout = ClosureAgent(id: "shout") { turn in turn.text.uppercased() }
/// ```
public struct ClosureAgent: Agent {
    /// The agent's name.
    public let id: AgentID
    /// What lists show.
    public let descriptor: AgentDescriptor
    private let body: @Sendable (Turn, AgentOutput) async throws -> TurnOutcome

    /// Makes an agent that streams through the output it is given.
    public init(
        id: AgentID,
        descriptor: AgentDescriptor? = nil,
        streaming body: @escaping @Sendable (Turn, AgentOutput) async throws -> TurnOutcome
    ) {
        self.id = id
        self.descriptor = descriptor ?? AgentDescriptor(name: id.rawValue)
        self.body = body
    }

    /// Makes an agent that answers with one text.
    public init(id: AgentID, descriptor: AgentDescriptor? = nil, _ body: @escaping @Sendable (Turn) async throws -> String) {
        self.init(id: id, descriptor: descriptor) { turn, output in
            try await output.emit(.textDelta(body(turn)))
            return .emitted
        }
    }

    /// Runs the closure.
    public func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome { try await self.body(turn, output) }
}
