// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("ChannelConformance")
struct ChannelConformanceTests {
    /// The fixture of a scripted channel; the platform delivers again what was deferred, when `isPatient`.
    @Sendable static func fixture(_ channel: ScriptedChannel = ScriptedChannel(id: "script"), isPatient: Bool = true) -> ChannelFixture {
        let peer = Peer(id: "42")
        return ChannelFixture(
            channel: channel,
            peer: peer,
            deliver: { event, text in
                while case .deferred = try await channel.deliver(text: text, from: peer, event: event), isPatient {}
            },
            sent: { channel.sent.map(\.text) }
        )
    }

    @Test("The scripted channel keeps its promises", arguments: ChannelConformance.cases)
    func scripted(_ promise: ConformanceCase<ChannelFixture>) async throws {
        try await promise.run { Self.fixture() }
    }

    @Test("A channel with a bad name is found out")
    func broken() async {
        let failures = await ChannelConformance.run { Self.fixture(ScriptedChannel(id: "My Channel")) }
        #expect(failures.map(\.name) == ["the name is not empty and fits into session keys"])
    }

    @Test("Sends are taken, refused and taken silently as scripted")
    func outcomes() async throws {
        let channel = ScriptedChannel(id: "script")
        channel.script([.refused(ChannelSendError(.notSent, "down")), .takenSilently(ChannelSendError(.unknownOutcome, "lost"))])
        let message = OutboundMessage(deliveryID: "d", peer: Peer(id: "42"), text: "hi")
        await #expect(throws: ChannelSendError.self) { try await channel.send(message) }
        #expect(try await channel.reconcile(message) == nil)
        await #expect(throws: ChannelSendError.self) { try await channel.send(message) }
        #expect(try await channel.reconcile(message)?.messageID == "sent-1")
        #expect(try await channel.send(message).messageID == "sent-2")
        #expect(channel.sent.count == 2)
    }

    @Test("A run fails as often as it is told to, then receives")
    func failingRuns() async throws {
        let channel = ScriptedChannel(id: "script")
        channel.failRuns([ChannelSendError(.unauthorized, "no")])
        let inbox = InboxRecorder("script")
        await #expect(throws: ChannelSendError.self) { try await channel.run(inbox.inbox) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await channel.run(inbox.inbox) }  // Ends by cancellation.
            let first = try await channel.deliver(text: "hi", from: Peer(id: "1"), event: "e")
            let second = try await channel.deliver(text: "hi", from: Peer(id: "1"), event: "e")
            #expect(first == .accepted(1))
            #expect(second == .duplicate(1))
            group.cancelAll()
        }
        #expect(channel.runCount == 2)
        #expect(inbox.states == [ChannelAccountState(.connected)])
    }
}
