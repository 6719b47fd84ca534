// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawClient

@Suite("ReconnectBackoff")
struct ReconnectBackoffTests {
    @Test func waitsDoubleUpToTheLongest() {
        var backoff = ReconnectBackoff(ReconnectPolicy(jitter: 0))
        let waits = (0..<8).map { _ in backoff.next(random: .max) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { Duration.seconds($0) })
    }

    @Test(arguments: [(UInt64.min, 1_000), (UInt64.max / 2, 875), (UInt64.max, 750)])
    func jitterOnlyShortens(_ random: UInt64, _ milliseconds: Int) throws {
        var backoff = ReconnectBackoff(ReconnectPolicy())
        let next = backoff.next(random: random)
        let wait = try #require(next)
        let difference = wait - .milliseconds(milliseconds)
        #expect(max(difference, .zero - difference) < .milliseconds(1))
    }

    @Test func attemptsCanBeBounded() {
        var backoff = ReconnectBackoff(ReconnectPolicy(jitter: 0, maximumAttempts: 2))
        #expect(backoff.next(random: 0) == .seconds(1))
        #expect(backoff.next(random: 0) == .seconds(2))
        #expect(backoff.next(random: 0) == nil)
    }

    @Test func whatTheGatewayAsksForWins() {
        var backoff = ReconnectBackoff(ReconnectPolicy(jitter: 0))
        #expect(backoff.next(random: 0, atLeast: .seconds(30)) == .seconds(30))
        #expect(backoff.next(random: 0, atLeast: .seconds(1)) == .seconds(2))
    }

    @Test func manyAttemptsNeitherOverflowNorTakeLong() {
        var backoff = ReconnectBackoff(ReconnectPolicy(jitter: 0))
        for _ in 0..<10_000 { _ = backoff.next(random: 0) }
        #expect(backoff.next(random: 0) == .seconds(60))
        var constant = ReconnectBackoff(ReconnectPolicy(initialDelay: .zero, multiplier: 1, jitter: 1))
        for _ in 0..<10_000 { _ = constant.next(random: 0) }
        #expect(constant.next(random: 0) == .zero)
    }

    @Test func sillySettingsAreTamed() {
        let policy = ReconnectPolicy(initialDelay: .seconds(-1), maximumDelay: .seconds(-5), multiplier: 0, jitter: 7)
        #expect(policy == ReconnectPolicy(initialDelay: .zero, maximumDelay: .zero, multiplier: 1, jitter: 1))
    }
}
