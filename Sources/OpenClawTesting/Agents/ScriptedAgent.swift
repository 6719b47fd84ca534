// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// An agent that does what a test has written down, turn by turn.
///
/// ```swift
/// let agent = ScriptedAgent(id: "main", turns: [
///     [.emit(.textDelta("Hel")), .hold("midway"), .emit(.textDelta("lo"))],
///     [.fail(AgentError(.rateLimit, "slow down"))],
/// ])
/// …
/// try await agent.waitForHold("midway")
/// agent.release("midway")
/// ```
///
/// Turns beyond the script are answered with the words of the message.
public final class ScriptedAgent: Agent {
    /// Something the agent does.
    public enum Step: Sendable {
        /// Emits an event.
        case emit(AgentEvent)
        /// Waits until the test calls ``ScriptedAgent/release(_:)`` with this name, or the turn is cancelled.
        case hold(String)
        /// Ends the turn with an outcome.
        case finish(TurnOutcome)
        /// Ends the turn with an error.
        case fail(AgentError)
    }

    private struct State: Sendable {
        var script: [[Step]]
        var turns: [Turn] = []
        var holding: [String: Int] = [:]
        var released: Set<String> = []
        var cancelled = 0
    }

    /// The agent's name.
    public let id: AgentID
    private let state: StateGate<State>

    /// Makes an agent with a script: the steps of the first turn, of the second, and so on.
    public init(id: AgentID = .main, turns: [[Step]] = []) {
        self.id = id
        self.state = StateGate(State(script: turns))
    }

    /// The turns the agent was given, in their order.
    public var turns: [Turn] { self.state.value.turns }

    /// How many turns ended by cancellation.
    public var cancelledCount: Int { self.state.value.cancelled }

    /// Waits until the agent was given so many turns.
    public func waitForTurns(_ count: Int) async throws(CancellationError) {
        try await self.state.wait { $0.turns.count >= count }
    }

    /// Waits until a turn has come to a hold of this name.
    public func waitForHold(_ name: String) async throws(CancellationError) {
        try await self.state.wait { $0.holding[name, default: 0] > 0 }
    }

    /// Lets all turns pass a hold, also those that come later.
    public func release(_ name: String) { self.state.update { _ = $0.released.insert(name) } }

    /// Takes the steps of the next turn.
    public func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome {
        let steps = self.state.update { state -> [Step] in
            state.turns.append(turn)
            return state.script.isEmpty ? [.emit(.textDelta(turn.text))] : state.script.removeFirst()
        }
        do {
            for step in steps {
                switch step {
                case .emit(let event): try await output.emit(event)
                case .hold(let name): try await self.hold(name)
                case .finish(let outcome): return outcome
                case .fail(let error): throw error
                }
            }
        } catch let error as CancellationError {
            self.state.update { $0.cancelled += 1 }
            throw error
        }
        return .emitted
    }

    private func hold(_ name: String) async throws(CancellationError) {
        self.state.update { $0.holding[name, default: 0] += 1 }
        defer { self.state.update { $0.holding[name, default: 1] -= 1 } }
        try await self.state.wait { $0.released.contains(name) }
    }
}
