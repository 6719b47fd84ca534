// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// An agent that takes its time, fails now and then, and watches that the gateway keeps its promises about turns.
final class SimulatedAgent: Agent {
    private struct State {
        var running: [SessionKey: RunID] = [:]
        var begun: [RunID: Int] = [:]
    }

    let id: AgentID = .main
    private let world: SimulationWorld
    private let process: SimulatedProcess
    private let maximumConcurrent: Int
    private let failurePercent: Int
    private let onBegin: @Sendable (Turn) -> Void
    private let state = Mutex(State())

    init(
        world: SimulationWorld,
        process: SimulatedProcess,
        maximumConcurrent: Int,
        failurePercent: Int,
        onBegin: @escaping @Sendable (Turn) -> Void = { _ in }
    ) {
        self.world = world
        self.process = process
        self.maximumConcurrent = maximumConcurrent
        self.failurePercent = failurePercent
        self.onBegin = onBegin
    }

    func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome {
        guard self.process.isAlive else { throw CancellationError() }
        self.begin(turn)
        defer { self.state.withLock { state in if state.running[turn.sessionKey] == turn.runID { state.running[turn.sessionKey] = nil } } }
        if self.world.chance(self.failurePercent) {
            switch self.world.draw(0...2) {
            case 0: throw AgentError(.unavailable, "the model is away")
            case 1: try await self.process.clock.sleep(for: .seconds(3_600))  // Until the time limit ends it.
            default: try await self.process.clock.sleep(for: .milliseconds(self.world.draw(5_000...25_000)))
            }
        }
        try await self.process.clock.sleep(for: .milliseconds(self.world.draw(0...3_000)))
        try await output.emit(.textDelta("re: "))
        try await self.process.clock.sleep(for: .milliseconds(self.world.draw(0...300)))
        try await output.emit(.textDelta(turn.message.text))
        return TurnOutcome()
    }

    private func begin(_ turn: Turn) {
        let (other, count) = self.state.withLock { state -> (RunID?, Int) in
            let other = state.running[turn.sessionKey]
            state.running[turn.sessionKey] = turn.runID
            state.begun[turn.runID, default: 0] += 1
            return (other, state.running.count)
        }
        self.world.note("\(self.process.name) begins \(turn.runID) in \(turn.sessionKey)")
        if let other { self.world.fail("\(turn.runID) begins in \(turn.sessionKey) while \(other) goes on") }
        if count > self.maximumConcurrent { self.world.fail("\(count) turns at the same time, at most \(self.maximumConcurrent) may run") }
        self.onBegin(turn)
    }
}
