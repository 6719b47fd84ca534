// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A message is open, and the transcript of its session cannot be read.
@Suite("An open message whose session cannot be read")
struct UnreadableSessionTests {
    private static func gateway(
        _ disk: InMemoryFileSystem,
        _ agent: any Agent,
        _ channel: InMemoryChannel,
        clock: any Clock<Duration>
    ) throws -> Gateway {
        var configuration = GatewayConfiguration(clock: clock)
        configuration.shutdownGrace = .zero
        let encryption = try TestEncryption.with(1)
        return try Gateway(
            configuration: configuration,
            agents: [agent],
            channels: [channel],
            sessionStore: FileSessionStore(.init(root: "/state"), fileSystem: disk, encryption: encryption),
            ledger: FileLedger(.init(directory: "/ledger"), fileSystem: disk, encryption: encryption)
        )
    }

    /// One message was answered and the gateway stopped in order; then it died while it worked on the next.
    private static func died() async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        let channel = InMemoryChannel(id: "support")
        let first = try Self.gateway(disk, EchoAgent(id: "main"), channel, clock: ContinuousClock())
        try await first.run { _ in
            _ = await channel.receive("one", from: "alice", event: "e1")
            _ = await channel.nextSent()
            await eventually { first.ledger.openCount == 0 }
        }
        let after = disk.survivors(.everythingWritten)
        let agent = ScriptedAgent(turns: [[.hold("dies")]])
        let second = InMemoryChannel(id: "support")
        return try await Self.gateway(after, agent, second, clock: ContinuousClock()).run { _ in
            _ = await second.receive("two", from: "alice", event: "e2")
            try await agent.waitForHold("dies")
            defer { agent.release("dies") }
            return after.survivors(.everythingWritten)
        }
    }

    private static func transcript(_ disk: InMemoryFileSystem) throws -> String {
        try #require(disk.paths.first { $0.contains("/sessions/") && $0.hasSuffix(".jsonl") })
    }

    @Test("because it was altered ends with an error that its sender hears of, and others go on")
    func altered() async throws {
        let disk = try await Self.died()
        let path = try Self.transcript(disk)
        var bytes = try #require(disk.contents(of: path))
        // In the header, which was durable long ago.
        bytes[60] = bytes[60] == 0x41 ? 0x42 : 0x41
        disk.setContents(of: path, to: bytes)
        let channel = InMemoryChannel(id: "support")
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"), channel, clock: ContinuousClock())
        try await gateway.run { client in
            let sent = await channel.nextSent()
            #expect(sent?.text.contains("was not answered") == true)
            #expect(sent?.text.contains(path) == false)
            #expect(sent?.peer.id == "alice")
            await eventually { gateway.ledger.openCount == 0 }
            let other = try await client.call("chat.send", ["sessionKey": "agent:main:other", "message": "three", "idempotencyKey": "k3"])
            #expect(other["runId"] != nil)
            // The next message of the session has an end as well: this agent asks for no history, and answers.
            _ = await channel.receive("four", from: "alice", event: "e4")
            #expect(await channel.nextSent()?.text == "four")
            await eventually { gateway.ledger.openCount == 0 }
        }
        let entry = try await gateway.ledger.entry(of: MessageID(channel: "support", event: "e2"))
        #expect(entry?.completion?.status == "error")
        #expect(entry?.completion?.summary?.contains("cannot be read") == true)
        #expect(disk.contents(of: path)?.starts(with: bytes) == true)
    }

    @Test("because the disk failed is taken up by itself when the disk is well")
    func failingDisk() async throws {
        let disk = try await Self.died()
        let clock = ManualClock()
        let channel = InMemoryChannel(id: "support")
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"), channel, clock: clock)
        disk.failReads(of: try Self.transcript(disk), count: 3)
        try await gateway.run { _ in
            try await eventually {
                if try await gateway.ledger.entry(of: MessageID(channel: "support", event: "e2"))?.completion != nil { return true }
                clock.advance(by: .seconds(1))
                return false
            }
            let sent = await channel.nextSent()
            #expect(sent?.text == "two")
            await eventually { gateway.ledger.openCount == 0 }
        }
        let entry = try await gateway.ledger.entry(of: MessageID(channel: "support", event: "e2"))
        #expect(entry?.completion?.status == "ok")
    }
}
