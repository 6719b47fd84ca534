// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("A channel that fails")
struct ChannelSupervisionTests {
    private static let down = ChannelSendError(.unauthorized, "the platform says no")

    @Test("it is started again after growing pauses, and its state tells why it is down")
    func restarts() async throws {
        let clock = ManualClock()
        let channel = ScriptedChannel(id: "support")
        channel.failRuns([Self.down, Self.down])
        let gateway = try Gateway(configuration: GatewayConfiguration(clock: clock), agents: [EchoAgent(id: "main")], channels: [channel])
        try await gateway.run { client in
            try await OpenClawTesting.eventually { channel.runCount == 1 }
            try await OpenClawTesting.eventually { "\(try await client.call("channels.status"))".contains("the platform says no") }
            for pause in [1, 2] {
                let count = channel.runCount
                try await OpenClawTesting.eventually {
                    // The pause is the only thing on this clock that ends at this very moment.
                    clock.advance(by: .milliseconds(200))
                    return channel.runCount > count
                }
                #expect(clock.now.offset >= .seconds(pause))
            }
            let peer = Peer(id: "42")
            guard case .accepted = try await channel.deliver(text: "back?", from: peer) else {
                Issue.record("the channel is not back")
                return
            }
            // A delivery that came before the channel was ready again waits on this clock.
            try await OpenClawTesting.eventually {
                clock.advance(by: .milliseconds(200))
                return channel.sent.count == 1
            }
            #expect(channel.sent.map(\.text) == ["back?"])
        }
    }

    @Test("one channel that is down does not hold up another")
    func isolation() async throws {
        let (bad, good) = (ScriptedChannel(id: "bad"), ScriptedChannel(id: "good"))
        bad.failRuns(Array(repeating: Self.down, count: 1000))
        let clock = ManualClock()
        let gateway = try Gateway(
            configuration: GatewayConfiguration(clock: clock),
            agents: [EchoAgent(id: "main")],
            channels: [bad, good]
        )
        try await gateway.run { _ in
            _ = try await good.deliver(text: "hello", from: Peer(id: "1"))
            try await OpenClawTesting.eventually {
                clock.advance(by: .milliseconds(200))
                return good.sent.count == 1
            }
        }
    }
}
