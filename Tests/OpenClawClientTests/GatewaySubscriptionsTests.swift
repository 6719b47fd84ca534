// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawClient

@Suite("GatewaySubscriptions")
struct GatewaySubscriptionsTests {
    private func methods(_ subscriptions: GatewaySubscriptions) throws -> [String] {
        try subscriptions.frames.map { frame in
            let value = try JSONValue(parsing: frame)
            return "\(value["method"]?.stringValue ?? "") \(value["params"]?["key"]?.stringValue ?? "-")"
        }
    }

    @Test func onlySubscriptionsAreRepeatedAndEachOnce() throws {
        var subscriptions = GatewaySubscriptions()
        subscriptions.record("health", [:])
        subscriptions.record("sessions.subscribe", [:])
        subscriptions.record("sessions.subscribe", [:])
        subscriptions.record("sessions.messages.subscribe", ["key": "a"])
        subscriptions.record("sessions.messages.subscribe", ["key": "b"])
        #expect(
            try self.methods(subscriptions) == ["sessions.subscribe -", "sessions.messages.subscribe a", "sessions.messages.subscribe b"]
        )
        subscriptions.record("sessions.messages.unsubscribe", ["key": "a"])
        #expect(try self.methods(subscriptions) == ["sessions.subscribe -", "sessions.messages.subscribe b"])
        subscriptions.record("sessions.messages.unsubscribe", [:])
        subscriptions.record("sessions.unsubscribe", [:])
        #expect(try self.methods(subscriptions).isEmpty)
    }

    @Test func theyAreBounded() {
        var subscriptions = GatewaySubscriptions()
        for number in 0..<1_000 { subscriptions.record("sessions.messages.subscribe", ["key": .string("\(number)")]) }
        #expect(subscriptions.frames.count == GatewaySubscriptions.maximum)
    }
}
