// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@Suite("Tasks in simulation")
struct TaskSimulationTests {
    @Test("every task ends once, in its turn", arguments: 0..<10)
    func seeds(block: Int) async {
        for seed in 1...20 {
            var simulation = TaskSimulation(seed: UInt64(block * 20 + seed))
            let result = simulation.run()
            #expect(result.violation == nil, "seed \(result.seed): \(result.events.suffix(12))")
            await Task.yield()
        }
    }
}
