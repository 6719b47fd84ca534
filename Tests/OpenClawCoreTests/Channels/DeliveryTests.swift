// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// What becomes of an answer when sending it goes wrong.
@Suite("Delivery")
struct DeliveryTests {
    /// Lets one message in, moves the clock until `isDone` and returns what the platform has.
    private func deliver(
        _ outcomes: [ScriptedChannel.Outcome],
        until isDone: @escaping @Sendable (ScriptedChannel, MetricsRegistry) -> Bool
    ) async throws -> [String] {
        let clock = ManualClock()
        let metrics = MetricsRegistry()
        let channel = ScriptedChannel(id: "support")
        channel.script(outcomes)
        let configuration = GatewayConfiguration(metrics: metrics, clock: clock)
        let gateway = try Gateway(configuration: configuration, agents: [EchoAgent(id: "main")], channels: [channel])
        try await gateway.run { _ in
            _ = try await channel.deliver(text: "hello", from: Peer(id: "42"))
            try await OpenClawTesting.eventually {
                clock.advance(by: .seconds(1))
                return isDone(channel, metrics)
            }
        }
        return channel.sent.map(\.text)
    }

    private static func counts(_ outcome: String) -> @Sendable (ScriptedChannel, MetricsRegistry) -> Bool {
        { _, metrics in metrics.value(of: "openclaw_deliveries_total", labels: ["outcome": outcome]) == 1 }
    }

    @Test("what certainly was not sent is sent again")
    func retry() async throws {
        let down = ChannelSendError(.notSent, "connection refused")
        let slow = ChannelSendError(.rateLimited, "slow down", retryAfter: .seconds(30))
        let sent = try await self.deliver([.refused(down), .refused(slow)], until: Self.counts("sent"))
        #expect(sent == ["hello"])
    }

    @Test("what may have been sent is looked up, never sent blindly: the platform has it once")
    func reconciliation() async throws {
        let lost = ChannelSendError(.unknownOutcome, "the connection broke while the answer was awaited")
        let sent = try await self.deliver([.takenSilently(lost)], until: Self.counts("sent"))
        #expect(sent == ["hello"])
    }

    @Test("what the platform refuses for good is given up and counted")
    func givenUp() async throws {
        let no = ChannelSendError(.rejected, "the message is too long")
        let sent = try await self.deliver([.refused(no)], until: Self.counts("failed"))
        #expect(sent.isEmpty)
    }
}
