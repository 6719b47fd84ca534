// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where an agent emits what it does.
public struct AgentOutput: Sendable {
    private let sink: @Sendable (AgentEvent) async throws -> Void

    /// Makes an output over a closure. Gateways make them; tests may too.
    public init(_ sink: @escaping @Sendable (AgentEvent) async throws -> Void) { self.sink = sink }

    /// Emits one event; suspends while the readers are slow, throws `CancellationError` when the turn has been aborted.
    public func emit(_ event: AgentEvent) async throws { try await self.sink(event) }

    /// Emits words of the answer.
    public func emit(_ text: String) async throws { try await self.sink(.textDelta(text)) }
}
