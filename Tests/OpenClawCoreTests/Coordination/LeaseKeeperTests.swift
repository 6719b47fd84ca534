// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("LeaseKeeper")
struct LeaseKeeperTests {
    @Test("two gateways that start together: one works, the other takes over when the first has ended (issue 43569)")
    func takeover() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let journal = ServiceGroupTests.Journal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for owner in ["one", "two"] {
                group.addTask {
                    let keeper = LeaseKeeper(coordinator, name: .channel("telegram"), owner: owner, clock: clock)
                    try await keeper.run { epoch in
                        journal.add("begin \(epoch)")
                        try await OpenClawTesting.eventually { journal.all.contains("go on") }
                        journal.add("end \(epoch)")
                    }
                }
            }
            try await OpenClawTesting.eventually { journal.all.count == 1 }
            for _ in 0..<30 {
                clock.advance(by: .seconds(2))
                await Task.yield()
            }
            #expect(journal.all == ["begin 1"])
            journal.add("go on")
            try await OpenClawTesting.eventually {
                clock.advance(by: .seconds(1))
                return journal.all.count == 5
            }
            try await group.waitForAll()
        }
        #expect(journal.all == ["begin 1", "go on", "end 1", "begin 2", "end 2"])
    }

    @Test("work is cancelled when its lease is ended by force, and begins again under a higher epoch")
    func force() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let journal = ServiceGroupTests.Journal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let keeper = LeaseKeeper(coordinator, name: .gateway, owner: "one", clock: clock)
                try await keeper.run { epoch in
                    journal.add("begin \(epoch)")
                    if journal.all.count == 1 { try await ManualClock().sleep(for: .seconds(1)) }
                }
            }
            try await OpenClawTesting.eventually { journal.all.count == 1 }
            _ = try await coordinator.forceUnlock(.gateway)
            try await OpenClawTesting.eventually {
                clock.advance(by: .seconds(1))
                return journal.all.count == 2
            }
            try await group.waitForAll()
        }
        #expect(journal.all == ["begin 1", "begin 3"])
    }
}
