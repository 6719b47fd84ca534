// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawClient

@Suite struct ReconnectScheduleTests {
    @Test func waitsGrowToTheirBoundWithoutEnd() {
        var schedule = ReconnectSchedule(ReconnectPolicy(jitter: 0))
        let waits = (0..<9).map { _ in schedule.next(random: .max) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
    }

    @Test func attemptsEndAndSwitchedOffMeansNone() {
        var schedule = ReconnectSchedule(ReconnectPolicy(maximumAttempts: 2))
        let attempts = (0..<4).map { _ in schedule.next(random: 0) != nil }
        #expect(attempts == [true, true, false, false])
        var off = ReconnectSchedule(nil)
        let none = off.next(random: 0)
        #expect(none == nil)
    }

    @Test func onlyAConnectionThatLastedIsAFreshStart() {
        var schedule = ReconnectSchedule(ReconnectPolicy(jitter: 0))
        for _ in 0..<3 { _ = schedule.next(random: 0) }
        schedule.lost(after: .milliseconds(10))
        let fourth = schedule.next(random: 0)
        #expect(fourth == .seconds(8))
        schedule.lost(after: .seconds(120))
        let fresh = schedule.next(random: 0, atLeast: .seconds(3))
        #expect(fresh == .seconds(3))
        #expect(schedule.attempts == 1)
    }
}
