// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@Suite("The gateway in simulated worlds")
struct SimulationTests {
    @Test("promises hold in a handful of worlds of each kind", arguments: SimulationScenario.allCases, 0..<4)
    func promises(_ scenario: SimulationScenario, block: Int) async {
        for seed in 1...5 {
            let result = await scenario.run(seed: UInt64(block * 5 + seed))
            #expect(result.violation == nil, "\(scenario.command(seed: result.seed)): \(result.events.suffix(10))")
            await Task.yield()
        }
    }

    @Test("a planted fault is found", arguments: [SimulationFlaw.losesIdentity])
    func planted(_ flaw: SimulationFlaw) async {
        for seed in 1...200 {
            if await flaw.scenario.run(seed: UInt64(seed), flaw: flaw).violation != nil { return }
            await Task.yield()
        }
        Issue.record("200 seeds do not find \(flaw.rawValue)")
    }

    @Test("the command of a failing seed names it")
    func commands() {
        #expect(SimulationScenario.messages.command(seed: 7) == "make simulate SCENARIO=messages SEED=7")
    }
}
