// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Conversations that begin anew: by themselves, and when somebody asks for it.
@Suite("A new conversation")
struct SessionResetTests {
    private static let key: SessionKey = "agent:main:main"
    private static let triggers = SessionResets(triggers: ["/new", "/reset"])
    /// Tells how many messages of the conversation it was given.
    private static let counting = ClosureAgent(id: "main") { turn in "\(turn.message.text):\(turn.history.count)" }

    private static func gateway(
        _ resets: SessionResets = triggers,
        agent: any Agent = counting,
        channels: [any Channel] = [],
        clock: (any WallClock)? = nil,
        disk: InMemoryFileSystem = InMemoryFileSystem(),
        _ change: (inout GatewayConfiguration) -> Void = { _ in }
    ) throws -> Gateway {
        let wallClock = clock ?? SystemWallClock()
        var configuration = GatewayConfiguration(sessionResets: resets, wallClock: wallClock)
        change(&configuration)
        return try Gateway(
            configuration: configuration,
            agents: [agent],
            channels: channels,
            sessionStore: FileSessionStore(.init(root: "/state", durability: .everyCommit), fileSystem: disk, wallClock: wallClock),
            ledger: FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        )
    }

    private static func archives(_ disk: InMemoryFileSystem) -> [String] { disk.paths.filter { $0.contains(".jsonl.reset.") } }

    private func texts(_ client: LocalClient, _ key: String = "main") async throws -> [String] {
        let history = try await client.call("chat.history", ["sessionKey": .string(key)])
        return history["messages"]?.arrayValue?.compactMap { $0["content"]?.arrayValue?.first?["text"]?.stringValue } ?? []
    }

    private func expect(_ client: LocalClient, _ text: String, _ answer: String, _ location: SourceLocation = #_sourceLocation) async throws
    {
        let reply = try await client.chat(text)
        #expect(reply.text == answer, sourceLocation: location)
    }

    private func row(_ client: LocalClient) async throws -> JSONValue {
        try await client.call("sessions.describe", ["key": .string(Self.key.rawValue)])["session"] ?? .null
    }

    // MARK: Words

    @Test("a word alone is confirmed without the agent; what follows it is the first message of the new conversation")
    func channelWords() async throws {
        let channel = InMemoryChannel(id: "support")
        let disk = InMemoryFileSystem()
        try await Self.gateway(channels: [channel], disk: disk).run { client in
            let steps = [
                ("one", "one:0"), ("two", "two:2"), ("/NEW", "A new conversation has begun."), ("three", "three:0"),
                ("/reset  four", "four:0"),
                ("five", "five:2"), ("/newer", "/newer:4"),
            ]
            for (text, answer) in steps {
                guard case .accepted = await channel.receive(text, from: "alice") else {
                    Issue.record("\(text) was not accepted")
                    return
                }
                #expect(await channel.nextSent()?.text == answer)
            }
            let texts = try await self.texts(client)
            #expect(texts == ["four", "four:0", "five", "five:2", "/newer", "/newer:4"])
            #expect(Self.archives(disk).count == 2)
        }
    }

    @Test("a word in a group begins only the group's conversation anew, and a picture may come with it")
    func groups() async throws {
        let channel = InMemoryChannel(id: "support")
        try await Self.gateway(channels: [channel]).run { client in
            let room = Peer(kind: .group, id: "room")
            _ = await channel.receive("direct", from: "alice")
            _ = await channel.nextSent()
            _ = await channel.receive("in the room", from: "alice", peer: room)
            _ = await channel.nextSent()
            let picture = ContentBlock.media(["type": "image", "mimeType": "image/png", "content": "AAAA"])
            let message = InboundMessage(
                id: MessageID(channel: "support", event: "p"),
                peer: room,
                text: "/new",
                senderID: "bob",
                attachments: [picture]
            )
            _ = await channel.receive(message)
            #expect(await channel.nextSent()?.text == ":0")
            #expect(try await self.texts(client) == ["direct", "direct:0"])
            let session = try await client.gateway.sessions.load("agent:main:support:group:room", window: SessionWindow())
            #expect(session?.entries.first?.message?.content == [picture])
        }
    }

    @Test("chat.send needs the scope of sessions.reset for it, and takes the words as they are when it is told to")
    func GHSA_hfpr_jhpq_x4rm_wordsNeedTheScopeOfSessionsReset() async throws {
        let gateway = try Self.gateway()
        try await gateway.run { client in
            func send(_ client: LocalClient, _ text: String, _ name: String, literal: Bool = false) async throws -> String? {
                let started = try await client.call(
                    "chat.send",
                    [
                        "sessionKey": "main", "message": .string(text), "idempotencyKey": .string(name),
                        "suppressCommandInterpretation": .bool(literal),
                    ]
                )
                _ = try await client.call("agent.wait", ["runId": .string(name)])
                return started["status"]?.stringValue
            }
            _ = try await send(client, "one", "k1")
            let writer = LocalClient(gateway: gateway, scopes: [.read, .write])
            for text in ["/new", "/reset hello"] {
                do {
                    _ = try await send(writer, text, "w\(text)")
                    Issue.record("\(text) was carried out")
                } catch let error as MethodError {
                    #expect(error.code == .forbidden)
                    #expect(error.message == "\(text.prefix { $0 != " " }) does what sessions.reset does; missing scope: operator.admin")
                    #expect(error.details?["missingScope"]?.stringValue == "operator.admin")
                }
            }
            #expect(try await self.texts(client) == ["one", "one:0"])
            _ = try await send(writer, "/new", "k2", literal: true)
            #expect(try await self.texts(client) == ["one", "one:0", "/new", "/new:2"])
            #expect(try await send(client, "/new two", "k3") == "started")
            #expect(try await self.texts(client) == ["two", "two:0"])
            // The same key again is the same message.
            #expect(try await send(client, "/new two", "k3") == "ok")
            #expect(try await self.texts(client) == ["two", "two:0"])
            await #expect(throws: MethodError.self) { try await send(client, "two", "k3") }
        }
    }

    @Test("it stops what runs and what waits; nothing of that comes into the new transcript")
    func interrupts() async throws {
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("half an ans")), .hold("first")]])
        let channel = InMemoryChannel(id: "support")
        let disk = InMemoryFileSystem()
        try await Self.gateway(agent: agent, channels: [channel], disk: disk).run { client in
            _ = await channel.receive("one", from: "alice")
            try await agent.waitForHold("first")
            _ = await channel.receive("two", from: "alice")
            _ = await channel.receive("/new three", from: "alice", event: "reset")
            _ = await channel.receive("/new three", from: "alice", event: "reset")
            agent.release("first")
            await eventually { (try? await self.texts(client)) == ["three", "three"] }
            #expect(agent.turns.map(\.text).last == "three")
            #expect(agent.turns.last?.history.isEmpty == true)
            #expect(Self.archives(disk).count == 1)
            let history = try await client.gateway.ledger.history(of: MessageID(channel: "support", event: "reset"))
            let remark = history.first { $0.kind.name == "completed" }?.reason ?? ""
            #expect(remark.hasPrefix("began a new conversation: command; the transcript "))
        }
    }

    @Test("a word that waits is not given up for what comes later")
    func waits() async throws {
        let agent = ScriptedAgent(turns: [[.hold("first")]])
        let channel = InMemoryChannel(id: "support")
        try await Self.gateway(agent: agent, channels: [channel]) { $0.queue = QueuePolicy(mode: .interrupt) }.run { client in
            _ = await channel.receive("one", from: "alice")
            try await agent.waitForHold("first")
            _ = await channel.receive("/new", from: "alice")
            _ = await channel.receive("two", from: "alice")
            agent.release("first")
            await eventually { (try? await self.texts(client)) == ["two", "two"] }
        }
    }

    // MARK: Crashes

    @Test(
        "wherever the gateway dies, a conversation begins anew once and the message is answered once in it",
        arguments: ["/new", "/new hello", "hello"]
    )
    func crashes(text: String) async throws {
        let before = InMemoryFileSystem()
        let clock = ManualWallClock(SystemWallClock().now())
        let resets = SessionResets(policy: ResetPolicy(idle: .seconds(3_600)), triggers: ["/new"])
        let channel = InMemoryChannel(id: "support")
        try await Self.gateway(resets, channels: [channel], clock: clock, disk: before).run { _ in
            _ = await channel.receive("one", from: "alice", event: "e1")
            _ = await channel.nextSent()
        }
        if text == "hello" { clock.advance(by: .seconds(3_600)) }
        func play(_ disk: InMemoryFileSystem) async {
            let channel = InMemoryChannel(id: "support")
            // A disk that has stopped may not let the gateway start at all.
            guard let gateway = try? Self.gateway(resets, channels: [channel], clock: clock, disk: disk, { $0.shutdownGrace = .zero })
            else { return }
            try? await gateway.run { client in
                guard case .accepted = await channel.receive(text, from: "alice", event: "e2") else { return }
                await eventually { disk.hasCrashed || gateway.ledger.openCount == 0 }
            }
        }
        let rehearsal = before.survivors(.everythingWritten)
        await play(rehearsal)
        let changes = rehearsal.changes
        let expected = text == "/new" ? [] : ["hello", "hello:0"]
        for (index, change) in changes.enumerated() {
            for survival in [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized()] {
                let disk = before.survivors(.everythingWritten)
                disk.crash(atChange: index, writing: change.count / 2)
                await play(disk)
                let rest = disk.survivors(survival)
                let place: Comment = "change \(index) of \(changes.count): \(change), \(survival)"
                let channel = InMemoryChannel(id: "support")
                let left = try await FileSessionStore(.init(root: "/state"), fileSystem: disk.survivors(survival)).load(Self.key)
                let isOld = left?.entries.contains { $0.message?.text == "one:0" } ?? false
                let log = InMemoryLogSink()
                let gateway = try Self.gateway(resets, channels: [channel], clock: clock, disk: rest) {
                    $0.logger = Logger(component: "gateway", sink: log)
                }
                try await gateway.run { client in
                    // The platform sends what was not acknowledged again.
                    _ = await channel.receive(text, from: "alice", event: "e2")
                    await eventually { gateway.ledger.openCount == 0 }
                    #expect(try await self.texts(client) == expected, place)
                    let entry = try await gateway.ledger.entry(of: MessageID(channel: "support", event: "e2"))
                    #expect(entry?.completion?.status == "ok", place)
                }
                #expect(log.records.count { $0.event == "session.reset" } == (isOld ? 1 : 0), place)
                let said = Self.archives(rest).filter { path in
                    String(decoding: rest.contents(of: path) ?? [], as: UTF8.self).contains("one:0")
                }
                #expect(said.count == 1, place)
            }
        }
    }

    // MARK: By themselves

    @Test("a silence ends a conversation; heartbeats do not keep it, and do not end it either")
    func idle() async throws {
        let clock = ManualWallClock(Timestamp(milliseconds: 1_800_000_000_000))
        let resets = SessionResets(policy: ResetPolicy(idle: .seconds(3_600)))
        try await Self.gateway(resets, clock: clock) { $0.heartbeat.prompt = "all well?" }.run { client in
            try await self.expect(client, "one", "one:0")
            let start = clock.now().milliseconds
            clock.advance(by: .seconds(3_000))
            _ = try await client.call("wake", ["text": "look", "mode": "now"])
            await eventually { (try? await self.texts(client).count) == 4 }
            let row = try await self.row(client)
            #expect(row["updatedAt"]?.intValue == start + 3_000_000)
            #expect(row["lastInteractionAt"]?.intValue == start)
            #expect(row["resetAt"]?.intValue == start + 3_600_000)
            #expect(row["resetReason"]?.stringValue == "idle")
            clock.advance(by: .seconds(599))
            try await self.expect(client, "two", "two:4")
            clock.advance(by: .seconds(3_600))
            _ = try await client.call("wake", ["text": "look", "mode": "now"])
            await eventually { (try? await self.texts(client).count) == 8 }
            try await self.expect(client, "three", "three:0")
        }
    }

    @Test("an hour of the day ends a conversation, however lively it is")
    func daily() async throws {
        let clock = ManualWallClock(try #require(Timestamp(iso8601: "2026-11-22T03:30:00Z")))
        let log = InMemoryLogSink()
        try await Self.gateway(SessionResets(policy: ResetPolicy(dailyHour: 4)), clock: clock) {
            $0.logger = Logger(component: "gateway", sink: log)
        }.run { client in
            try await self.expect(client, "one", "one:0")
            clock.advance(by: .seconds(1_799))
            try await self.expect(client, "two", "two:2")
            clock.advance(by: .seconds(1))
            try await self.expect(client, "three", "three:0")
            clock.advance(by: .seconds(3_600))
            try await self.expect(client, "four", "four:2")
            let resets = log.records.filter { $0.event == "session.reset" }
            #expect(resets.count == 1)
            #expect(resets.first?.metadata.fields.first { $0.0 == "reason" }?.1 == .string("daily"))
        }
    }

    @Test("what was accepted before a kill is answered in the conversation it belongs to")
    func killed() async throws {
        let clock = ManualWallClock(try #require(Timestamp(iso8601: "2026-11-22T03:59:00Z")))
        let resets = SessionResets(policy: ResetPolicy(dailyHour: 4))
        let disk = InMemoryFileSystem()
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("1"))], [.hold("dies")]])
        let first = try Self.gateway(resets, agent: agent, clock: clock, disk: disk) { $0.shutdownGrace = .zero }
        let after = try await first.run { client in
            _ = try await client.chat("one")
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "two", "idempotencyKey": "k2"])
            try await agent.waitForHold("dies")
            let after = disk.survivors(.onlySynchronized())
            agent.release("dies")
            return after
        }
        clock.advance(by: .seconds(120))
        let second = try Self.gateway(resets, clock: clock, disk: after)
        try await second.run { client in
            // It was accepted before the hour came.
            await eventually { second.ledger.openCount == 0 }
            #expect(try await self.texts(client) == ["one", "1", "two", "two:2"])
            try await self.expect(client, "three", "three:0")
        }
    }

    // MARK: Stores

    @Test("a file store knows who has spoken last when it is opened again, after a close and after a kill", arguments: [true, false])
    func stored(isClosed: Bool) async throws {
        let disk = InMemoryFileSystem()
        let clock = ManualWallClock(Timestamp(milliseconds: 1_800_000_000_000))
        func entry(_ id: String, _ source: String?) -> SessionEntry {
            var message = ChatMessage(role: .user, text: id, timestamp: clock.now())
            if let source { message.extra[Provenance.key] = Provenance.of(source) }
            return SessionEntry(id: id, timestamp: clock.now(), kind: .message(message))
        }
        let start = clock.now()
        do {
            let store = try FileSessionStore(.init(root: "/s"), fileSystem: disk, wallClock: clock)
            try await store.append([entry("a", nil)], to: Self.key, expecting: nil, epoch: .first)
            clock.advance(by: .seconds(60))
            try await store.append([entry("b", "heartbeat")], to: Self.key, expecting: nil, epoch: .first)
            let record = try await store.record(Self.key)
            #expect(record?.lastInteractionAt == start)
            #expect(record?.updatedAt == start + .seconds(60))
            if isClosed { try await store.flush() }
        }
        let again = try FileSessionStore(.init(root: "/s"), fileSystem: disk.survivors(.everythingWritten), wallClock: clock)
        let record = try await again.record(Self.key)
        #expect(record?.lastInteractionAt == start)
        #expect(record?.updatedAt == start + .seconds(60))
    }
}
