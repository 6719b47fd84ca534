// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A machine with a disk. It outlives the processes that run on it, and may lose its power.
final class SimulatedMachine: Sendable {
    private let disk = Mutex(InMemoryFileSystem())
    private let world: SimulationWorld

    init(_ world: SimulationWorld) { self.world = world }

    var current: InMemoryFileSystem { self.disk.withLock { $0 } }

    /// What the process that starts now sees.
    func files(_ flaw: SimulationFlaw?) -> SimulatedFiles {
        SimulatedFiles(self.current, forgetsToSynchronize: flaw == .acknowledgesBeforeSync)
    }

    /// The power goes; what was not made durable is lost, torn, or there in parts.
    func losePower() {
        let survival: InMemoryFileSystem.Survival =
            switch self.world.draw(0...3) {
            case 0: .onlySynchronized()
            case 1: .onlySynchronized(plus: self.world.draw(1...400))
            default: .scattered(seed: UInt64(self.world.draw(1...1_000_000)))
            }
        self.losePower(survival)
    }

    func losePower(_ survival: InMemoryFileSystem.Survival) {
        self.world.note("the power goes: \(survival)")
        self.disk.withLock { $0 = $0.survivors(survival) }
    }

    /// The disk is well from now on.
    func heal() {
        self.current.clearFaults()
        self.current.fill(false)
    }
}
