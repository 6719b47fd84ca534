// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import Testing

@testable import OpenClawServer

@Suite struct FailureLimiterTests {
    static let start = Timestamp(milliseconds: 1_000_000)
    static let key = FailureLimiter.Key(kind: .shared, source: "203.0.113.7")

    @Test func tooManyFailuresLockForFiveMinutes() {
        var limiter = FailureLimiter(FailureLimit())
        for _ in 0..<10 { #expect(limiter.begin(Self.key, at: Self.start) == nil) }
        #expect(limiter.begin(Self.key, at: Self.start) == 300_000)
        #expect(limiter.begin(Self.key, at: Self.start + .seconds(100)) == 200_000)
        #expect(limiter.begin(Self.key, at: Self.start + .seconds(300)) == nil)
        let other = FailureLimiter.Key(kind: .deviceToken, source: "203.0.113.7")
        #expect(limiter.begin(other, at: Self.start) == nil)
    }

    @Test func theWindowMovesOn() {
        var limiter = FailureLimiter(FailureLimit(maximumAttempts: 2))
        #expect(limiter.begin(Self.key, at: Self.start) == nil)
        #expect(limiter.begin(Self.key, at: Self.start) == nil)
        #expect(limiter.begin(Self.key, at: Self.start + .seconds(60)) == nil)
    }

    @Test func successForgetsAndTakingBackUndoes() {
        var limiter = FailureLimiter(FailureLimit(maximumAttempts: 1))
        for _ in 0..<50 {
            #expect(limiter.begin(Self.key, at: Self.start) == nil)
            limiter.takeBack(Self.key)
        }
        #expect(limiter.begin(Self.key, at: Self.start) == nil)
        limiter.succeed(Self.key)
        #expect(limiter.begin(Self.key, at: Self.start) == nil)
        #expect(limiter.begin(Self.key, at: Self.start) != nil)
        limiter.takeBack(Self.key)
        #expect(limiter.begin(Self.key, at: Self.start) != nil)
    }

    @Test func aFloodOfAddressesStaysBoundedAndKeepsTheLocks() async {
        var limiter = FailureLimiter(FailureLimit(maximumAttempts: 1))
        _ = limiter.begin(Self.key, at: Self.start)
        _ = limiter.begin(Self.key, at: Self.start)
        for number in 0..<25_000 {
            _ = limiter.begin(FailureLimiter.Key(kind: .shared, source: "\(number)"), at: Self.start)
            if number % 1_000 == 0 { await Task.yield() }
        }
        #expect(limiter.count <= FailureLimiter.maximumKeys)
        #expect(limiter.begin(Self.key, at: Self.start) != nil)
    }

    @Test(
        "GHSA-5847-rm3g-23mw: an IPv4 address mapped into IPv6 is counted as the same",
        arguments: [
            ("::ffff:203.0.113.7", "203.0.113.7"), ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"), ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ]
    ) func GHSA_5847_rm3g_23mw_addressesAreCountedCanonically(text: String, key: String) throws {
        #expect(AddressKey.text(try #require(SocketAddress(ip: text, port: 1))) == key)
    }

    @Test func requestsOfAnAddressAreCounted() {
        var limiter = RequestLimiter(RequestLimit(maximumRequests: 2, window: .seconds(10)))
        #expect(limiter.count("a", at: Self.start) == nil)
        #expect(limiter.count("a", at: Self.start) == nil)
        #expect(limiter.count("a", at: Self.start + .seconds(4)) == 6_000)
        #expect(limiter.count("b", at: Self.start) == nil)
        #expect(limiter.count("a", at: Self.start + .seconds(10)) == nil)
    }
}
