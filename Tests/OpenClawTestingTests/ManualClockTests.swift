// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@Suite("ManualClock")
struct ManualClockTests {
    @Test("Sleepers wake when their time has come, in the order of their deadlines")
    func order() async throws {
        let clock = ManualClock()
        let order = try await withThrowingTaskGroup(of: Int.self) { group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            await clock.waitForSleepers(3)
            #expect(clock.timeToNextWake == .seconds(1))
            var order: [Int] = []
            for count in [2, 1, 0] {
                clock.advance(by: .seconds(1))
                order.append(try #require(try await group.next()))
                #expect(clock.sleeperCount == count)
            }
            return order
        }
        #expect(order == [1, 2, 3])
        #expect(clock.now.offset == .seconds(3))
        #expect(clock.timeToNextWake == nil)
    }

    @Test("A deadline that has passed does not sleep")
    func past() async throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(5))
        try await clock.sleep(until: ManualClock.Instant(offset: .seconds(5)))
        try await clock.sleep(for: .zero)
    }

    @Test("A cancelled sleeper wakes with an error, whether it slept already or not", arguments: [true, false])
    func cancellation(isAsleep: Bool) async {
        let clock = ManualClock()
        await withThrowingTaskGroup(of: Void.self) { group in
            if !isAsleep { group.cancelAll() }
            group.addTask { try await clock.sleep(for: .seconds(1)) }
            if isAsleep {
                await clock.waitForSleepers()
                group.cancelAll()
            }
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        #expect(clock.sleeperCount == 0)
    }
}
