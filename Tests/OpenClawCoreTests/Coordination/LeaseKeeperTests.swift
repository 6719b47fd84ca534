// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Synchronization
import Testing

@Suite("LeaseKeeper")
struct LeaseKeeperTests {
    @Test("two gateways that start together: one works, the other takes over when the first has ended (issue 43569)")
    func takeover() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let journal = Mutex<[String]>([])
        let gate = Mutex(false)
        @Sendable func note(_ text: String) { journal.withLock { $0.append(text) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for owner in ["one", "two"] {
                group.addTask {
                    let keeper = LeaseKeeper(coordinator, name: .channel("telegram"), owner: owner, clock: clock)
                    try await keeper.run { epoch in
                        note("begin \(epoch)")
                        try await OpenClawTesting.eventually { gate.withLock { $0 } }
                        note("end \(epoch)")
                    }
                }
            }
            try await OpenClawTesting.eventually { journal.withLock { $0.count } == 1 }
            for _ in 0..<30 {
                clock.advance(by: .seconds(2))
                await Task.yield()
            }
            #expect(journal.withLock { $0 } == ["begin 1"])
            gate.withLock { $0 = true }
            try await OpenClawTesting.eventually {
                clock.advance(by: .seconds(1))
                return journal.withLock { $0.count } == 4
            }
            try await group.waitForAll()
        }
        #expect(journal.withLock { $0 } == ["begin 1", "end 1", "begin 2", "end 2"])
    }

    @Test("work is cancelled when its lease is ended by force, and begins again under a higher epoch")
    func force() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let epochs = Mutex<[Epoch]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let keeper = LeaseKeeper(coordinator, name: .gateway, owner: "one", clock: clock)
                try await keeper.run { epoch in
                    epochs.withLock { $0.append(epoch) }
                    if epochs.withLock({ $0.count }) == 1 { try await ManualClock().sleep(for: .seconds(1)) }
                }
            }
            try await OpenClawTesting.eventually { epochs.withLock { $0.count } == 1 }
            _ = try await coordinator.forceUnlock(.gateway)
            try await OpenClawTesting.eventually {
                clock.advance(by: .seconds(1))
                return epochs.withLock { $0.count } == 2
            }
            try await group.waitForAll()
        }
        #expect(epochs.withLock { $0 } == [1, 3])
    }
}
