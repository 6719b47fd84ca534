// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// The reader of a turn's events in tests: keeps them, refuses them or holds them back.
public final class EventRecorder: Sendable {
    private struct State: Sendable {
        var events: [AgentEvent] = []
        var attempts = 0
    }

    private let state = StateGate(State())
    private let limit: Int
    private let isHolding: Bool

    /// Makes a reader.
    /// - Parameters:
    ///   - limit: how many events are taken before one is refused with `CancellationError`; `nil` takes all.
    ///   - isHolding: takes no event, but holds the first until the turn is cancelled.
    public init(failingAfter limit: Int? = nil, holding isHolding: Bool = false) {
        self.limit = limit ?? .max
        self.isHolding = isHolding
    }

    /// What to give to the agent.
    public var output: AgentOutput {
        AgentOutput { event in
            let isRefused = self.state.update { state -> Bool in
                state.attempts += 1
                if self.isHolding || state.events.count >= self.limit { return true }
                state.events.append(event)
                return false
            }
            if self.isHolding { try await self.state.wait { _ in false } }
            if isRefused { throw CancellationError() }
        }
    }

    /// The events that were taken, in their order.
    public var events: [AgentEvent] { self.state.value.events }

    /// How many events were emitted, taken or not.
    public var attempts: Int { self.state.value.attempts }

    /// The answer's words as they stand after all events.
    public var text: String {
        self.events.reduce(into: "") { text, event in
            switch event {
            case .textDelta(let words): text += words
            case .textReplace(let words): text = words
            case .thinkingDelta, .toolCall, .toolProgress, .toolResult, .usage: break
            }
        }
    }

    /// Waits until an event was emitted or the task is cancelled.
    public func waitForFirst() async {
        try? await self.state.wait { $0.attempts > 0 }  // Cancelled, there is nothing more to wait for.
    }
}
