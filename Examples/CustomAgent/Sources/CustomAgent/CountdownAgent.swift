// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Counts down from the number it is given, one word at a time, and remembers what it was asked before.
///
/// It shows the three things an agent does: stream words, use what was said before, and stop when it is told to.
struct CountdownAgent: Agent {
    let id: AgentID = "countdown"

    let descriptor = AgentDescriptor(name: "Countdown", emoji: "🚀")

    /// The time between two words. Handed in, so that tests need not wait.
    var pause: Duration = .milliseconds(100)
    var clock: any Clock<Duration> = ContinuousClock()

    func respond(to turn: Turn, output: AgentOutput) async throws -> TurnOutcome {
        guard let start = Int(turn.text.filter(\.isNumber)), (1...100).contains(start) else {
            throw AgentError(.invalidRequest, "Send a number from 1 to 100.")
        }
        let asked = turn.history.count(where: { $0.role == .user })
        if asked > 0 { try await output.emit("Number \(asked + 1) today. ") }
        for number in stride(from: start, through: 1, by: -1) {
            try await output.emit("\(number)… ")
            // Throws when the turn is aborted: what was said until then stays in the transcript.
            try await self.clock.sleep(for: self.pause)
        }
        try await output.emit("lift-off!")
        return .emitted
    }
}
