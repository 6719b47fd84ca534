// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something that answers: a model with a prompt, a rule, a program.
///
/// Prove an implementation with `AgentConformance` of OpenClawTesting.
public protocol Agent: Sendable {
    /// The agent's name, unique in a gateway.
    var id: AgentID { get }

    /// What lists show about the agent.
    var descriptor: AgentDescriptor { get }

    /// How many entries of the conversation the agent looks at; the gateway loads no more than these and its own limit.
    var historyLimit: Int { get }

    /// Answers one turn: emits what it does through `output` and returns how it ended.
    ///
    /// The task is cancelled when the turn is aborted or its deadline passes; return or throw promptly then. What was emitted until
    /// then is kept in the transcript.
    func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome
}

extension Agent {
    /// As much as the gateway's limits allow.
    public var historyLimit: Int { .max }

    /// A descriptor with only the name.
    public var descriptor: AgentDescriptor { AgentDescriptor(name: self.id.rawValue) }
}
