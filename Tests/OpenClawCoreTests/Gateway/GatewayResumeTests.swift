// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A gateway dies and another one starts on what it has left.
@Suite("A restart takes up what was accepted")
struct GatewayResumeTests {
    private static let key: SessionKey = "agent:main:main"

    private static func gateway(
        _ disk: InMemoryFileSystem,
        _ agent: any Agent,
        channels: [any Channel] = [],
        _ change: (inout GatewayConfiguration) -> Void = { _ in }
    ) throws -> Gateway {
        var configuration = GatewayConfiguration()
        change(&configuration)
        return try Gateway(
            configuration: configuration,
            agents: [agent],
            channels: channels,
            sessionStore: FileSessionStore(.init(root: "/state"), fileSystem: disk),
            ledger: FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        )
    }

    private static func texts(_ disk: InMemoryFileSystem) async throws -> [String] {
        let store = try FileSessionStore(.init(root: "/state"), fileSystem: disk.survivors(.everythingWritten))
        return try await store.load(Self.key)?.entries.compactMap { $0.message?.text } ?? []
    }

    /// Lets a gateway work on a message until its agent stands still, and returns the disk as a kill leaves it.
    private static func diesDuringTheTurn(_ survival: InMemoryFileSystem.Survival) async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("half an ans")), .hold("dies")]])
        let gateway = try Self.gateway(disk, agent) { $0.shutdownGrace = .zero }
        return try await gateway.run { client in
            _ = try await client.call("chat.send", ["sessionKey": .string(Self.key.rawValue), "message": "one", "idempotencyKey": "k1"])
            _ = try await client.call("chat.send", ["sessionKey": .string(Self.key.rawValue), "message": "two", "idempotencyKey": "k2"])
            try await agent.waitForHold("dies")
            let after = disk.survivors(survival)
            agent.release("dies")
            return after
        }
    }

    @Test(
        "turns that were accepted run after a kill, in their order, and the transcript has every message once (51620, 135880)",
        arguments: [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized()]
    )
    func accepted(_ survival: InMemoryFileSystem.Survival) async throws {
        let disk = try await Self.diesDuringTheTurn(survival)
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"))
        try await gateway.run { client in
            await eventually { (try? await Self.texts(disk)) == ["one", "one", "two", "two"] }
            // The client that heard nothing asks again with the same keys.
            let repeated = try await client.call(
                "chat.send",
                ["sessionKey": .string(Self.key.rawValue), "message": "one", "idempotencyKey": "k1"]
            )
            #expect(repeated["status"]?.stringValue == "ok")
        }
        #expect(try await Self.texts(disk) == ["one", "one", "two", "two"])
        #expect(gateway.ledger.openCount == 0)
    }

    @Test("what a graceful stop could not finish runs after the start (135880)")
    func stopped() async throws {
        let disk = InMemoryFileSystem()
        let agent = ScriptedAgent(turns: [[.hold("for ever")]])
        let first = try Self.gateway(disk, agent) { $0.shutdownGrace = .zero }
        try await first.run { client in
            for key in ["k1", "k2"] {
                _ = try await client.call(
                    "chat.send",
                    ["sessionKey": .string(Self.key.rawValue), "message": .string(key), "idempotencyKey": .string(key)]
                )
            }
            try await agent.waitForHold("for ever")
        }
        let after = disk.survivors(.everythingWritten)
        let second = try Self.gateway(after, EchoAgent(id: "main"))
        try await second.run { _ in await eventually { second.ledger.openCount == 0 } }
        #expect(try await Self.texts(after) == ["k1", "k1", "k2", "k2"])
    }

    @Test("a turn that was begun too often ends with an error that can be asked for")
    func tooOften() async throws {
        var disk = InMemoryFileSystem()
        let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        let identity = MessageID(channel: "gateway", account: "chat", event: "k1")
        let request = RunRequest(
            runID: "k1",
            identity: identity,
            sessionKey: Self.key,
            agentID: "main",
            message: ChatMessage(role: .user, text: "kills you", timestamp: SystemWallClock().now())
        )
        let now = SystemWallClock().now()
        _ = try await ledger.accept(
            LedgerRecord(
                identity: identity,
                timestamp: now,
                kind: .accepted(runID: "k1", sessionKey: Self.key, agentID: "main", payload: request.payload)
            ),
            epoch: .first
        )
        for _ in 0..<3 { try await ledger.append([LedgerRecord(identity: identity, timestamp: now, kind: .claimed)], epoch: .first) }
        disk = disk.survivors(.onlySynchronized())
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"))
        try await gateway.run { _ in await eventually { gateway.ledger.openCount == 0 } }
        let entry = try await gateway.ledger.entry(of: identity)
        #expect(entry?.completion?.status == "error")
        #expect(entry?.completion?.summary?.contains("3 times") == true)
        #expect(try await Self.texts(disk).isEmpty)
    }

    /// A ledger in which a message is answered and its delivery stands somewhere.
    private static func outbox(_ later: [LedgerRecord.Kind], at time: Timestamp) async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        let identity = MessageID(channel: "support", event: "1")
        func record(_ kind: LedgerRecord.Kind) -> LedgerRecord { LedgerRecord(identity: identity, timestamp: time, kind: kind) }
        let message = OutboundMessage(deliveryID: "d1", peer: Peer(id: "alice"), text: "the answer")
        _ = try await ledger.accept(record(.accepted(runID: "r1", sessionKey: Self.key, agentID: "main")), epoch: .first)
        try await ledger.append(
            [
                record(.completed(status: "ok", summary: nil)),
                record(.intent(deliveryID: "d1", channel: "support", payload: message.payload)),
            ],
            epoch: .first
        )
        for kind in later { try await ledger.append([record(kind)], epoch: .first) }
        return disk.survivors(.onlySynchronized())
    }

    @Test("an answer that was not sent is sent after the start")
    func intended() async throws {
        let disk = try await Self.outbox([], at: SystemWallClock().now())
        let channel = InMemoryChannel(id: "support")
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"), channels: [channel])
        try await gateway.run { _ in
            let sent = await channel.nextSent()
            #expect(sent?.text == "the answer")
            #expect(sent?.peer.id == "alice")
            #expect(sent?.deliveryID == "d1")
            await eventually { gateway.ledger.openCount == 0 }
        }
    }

    @Test("an answer whose sending was begun is never sent blindly again (42681)")
    func sending() async throws {
        let disk = try await Self.outbox([.sending(deliveryID: "d1", attempt: 1)], at: SystemWallClock().now())
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"), channels: [InMemoryChannel(id: "support")])
        try await gateway.run { _ in await eventually { gateway.ledger.openCount == 0 } }
        let history = try await gateway.ledger.history(of: MessageID(channel: "support", event: "1"))
        #expect(history.map(\.kind.name) == ["accepted", "completed", "intent", "sending", "unknown"])
    }

    @Test("an answer that is many hours old is not sent any more (39138)")
    func expired() async throws {
        let disk = try await Self.outbox([], at: SystemWallClock().now() - .seconds(15 * 3600))
        let gateway = try Self.gateway(disk, EchoAgent(id: "main"), channels: [InMemoryChannel(id: "support")])
        try await gateway.run { _ in await eventually { gateway.ledger.openCount == 0 } }
        let history = try await gateway.ledger.history(of: MessageID(channel: "support", event: "1"))
        #expect(history.last?.kind.name == "undeliverable")
    }

    @Test("a message that finds its session's queue full is accepted when it comes again (112317, 139341)")
    func fullQueue() async throws {
        let disk = InMemoryFileSystem()
        let agent = ScriptedAgent(turns: [[.hold("busy")]])
        let channel = InMemoryChannel(id: "support")
        let gateway = try Self.gateway(disk, agent, channels: [channel]) { $0.limits.maximumWaitingRunsPerSession = 1 }
        try await gateway.run { _ in
            guard case .accepted = await channel.receive("1", from: "alice", event: "e1") else { throw LedgerError(.unavailable, "e1") }
            try await agent.waitForHold("busy")
            guard case .accepted = await channel.receive("2", from: "alice", event: "e2") else { throw LedgerError(.unavailable, "e2") }
            guard case .deferred = await channel.receive("3", from: "alice", event: "e3") else {
                throw LedgerError(.unavailable, "e3 first")
            }
            agent.release("busy")
            // The platform sends it again until there is room; what was turned away is never lost.
            await eventually { if case .accepted = await channel.receive("3", from: "alice", event: "e3") { true } else { false } }
            await eventually { gateway.ledger.openCount == 0 }
            guard case .duplicate = await channel.receive("3", from: "alice", event: "e3") else {
                Issue.record("a repetition was accepted")
                return
            }
        }
        // The words of the turned away message are answered, not forgotten.
        await eventually { (try? await Self.texts(disk).contains("3")) == true }
    }
}
