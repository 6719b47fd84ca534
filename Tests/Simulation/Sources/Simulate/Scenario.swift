// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting

/// A scenario of the library, or one that looks at parts of the gateway that are not public.
struct Scenario: Sendable {
    var name: String
    let play: @Sendable (UInt64, (@Sendable (String) -> Void)?) async -> SimulationResult

    static let all: [Scenario] =
        SimulationScenario.allCases.map { scenario in
            Scenario(name: scenario.rawValue) { await scenario.run(seed: $0, listener: $1) }
        } + [
            Scenario(name: "tasks") { seed, listener in
                var simulation = TaskSimulation(seed: seed, listener: listener)
                return simulation.run()
            }
        ]

    func run(seed: UInt64, listener: (@Sendable (String) -> Void)? = nil) async -> SimulationResult { await self.play(seed, listener) }

    func command(seed: UInt64) -> String { "make simulate SCENARIO=\(self.name) SEED=\(seed)" }
}
