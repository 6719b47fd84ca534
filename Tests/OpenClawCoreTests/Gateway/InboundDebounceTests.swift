// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Short messages that follow each other get one turn, where `messages.inbound` says so.
@Suite struct InboundDebounceTests {
    private let channel = InMemoryChannel(id: "support")
    private let clock = ManualClock()
    private let wall = ManualWallClock(Timestamp(milliseconds: 1_795_255_230_000))
    private static let room = Peer(kind: .group, id: "room")

    private func configuration(_ wait: Duration = .seconds(2), cap: Int = 20, queue: QueuePolicy = QueuePolicy()) -> GatewayConfiguration {
        GatewayConfiguration(
            limits: GatewayConfiguration.Limits(maximumWaitingRunsPerSession: cap),
            queue: queue,
            debounce: InboundDebounce(byChannel: ["support": wait]),
            shutdownGrace: .zero,
            clock: self.clock,
            wallClock: self.wall
        )
    }

    /// Runs a gateway over a ledger in memory.
    private func run(
        _ configuration: GatewayConfiguration? = nil,
        agent: ScriptedAgent = ScriptedAgent(turns: []),
        _ body: @escaping @Sendable (ScriptedAgent, Gateway, LocalClient) async throws -> Void
    ) async throws {
        let gateway = try Gateway(configuration: configuration ?? self.configuration(), agents: [agent], channels: [self.channel])
        try await gateway.run { client in try await body(agent, gateway, client) }
    }

    private func gateway(_ disk: InMemoryFileSystem, _ agent: any Agent) throws -> Gateway {
        try Gateway(
            configuration: self.configuration(),
            agents: [agent],
            channels: [self.channel],
            sessionStore: FileSessionStore(.init(root: "/state"), fileSystem: disk),
            ledger: FileLedger(.init(directory: "/ledger"), fileSystem: disk)
        )
    }

    private func message(_ text: String, from sender: String = "alice", event: String? = nil, peer: Peer = room, thread: String? = nil)
        -> InboundMessage
    {
        InboundMessage(
            id: MessageID(channel: "support", event: event ?? text),
            peer: peer,
            text: text,
            senderID: sender,
            threadID: thread
        )
    }

    private func receive(_ message: InboundMessage, _ location: SourceLocation = #_sourceLocation) async {
        let admission = await self.channel.receive(message)
        guard case .accepted = admission else {
            Issue.record("\(admission)", sourceLocation: location)
            return
        }
    }

    private func receive(_ text: String, from sender: String = "alice", _ location: SourceLocation = #_sourceLocation) async {
        await self.receive(self.message(text, from: sender), location)
    }

    /// Lets time pass, after everything that waits for it does.
    private func pass(_ duration: Duration, sleepers: Int = 1) async {
        await eventually { self.clock.sleeperCount >= sleepers }
        self.wall.advance(by: duration)
        self.clock.advance(by: duration)
    }

    /// Lets time pass until something holds.
    private func pass(until isTrue: @escaping @Sendable () -> Bool) async {
        await eventually {
            self.wall.advance(by: .milliseconds(500))
            self.clock.advance(by: .milliseconds(500))
            return isTrue()
        }
    }

    private func identity(_ event: String) -> MessageID { MessageID(channel: "support", event: event) }

    @Test("three short messages get one turn, and the answer refers to the last")
    func one() async throws {
        try await self.run { agent, gateway, client in
            for text in ["one", "two", "three"] { await self.receive(text) }
            #expect(agent.turns.isEmpty)
            await self.pass { !agent.turns.isEmpty }
            let answer = await self.channel.nextSent()
            #expect(answer?.text == "three")
            #expect(answer?.replyToID == "three")
            #expect(agent.turns.map(\.text) == ["three"])
            #expect(agent.turns.first?.history.map(\.text) == ["one", "two"])
            #expect(agent.turns.first?.origin?.id.event == "three")
            for text in ["two", "three"] {
                let reasons = try await gateway.ledger.history(of: self.identity(text)).compactMap(\.reason)
                #expect(reasons.first?.contains("waits for more of its sender") == true)
                #expect(reasons.dropFirst() == ["shares the turn of support/default/one", "answered together with support/default/one"])
            }
            #expect(gateway.ledger.openCount == 0)
        }
    }

    @Test("without the setting nothing waits")
    func off() async throws {
        try await self.run(self.configuration(.zero)) { agent, _, _ in
            for text in ["one", "two"] { await self.receive(text) }
            #expect(await self.channel.nextSent()?.text == "one")
            #expect(await self.channel.nextSent()?.text == "two")
        }
    }

    @Test("each message begins the waiting anew, at most ten times")
    func restarts() async throws {
        try await self.run(self.configuration(cap: 100)) { agent, _, _ in
            for number in 0..<40 where agent.turns.isEmpty {
                await self.receive("\(number)")
                for _ in 0..<15 {
                    for _ in 0..<40 { await Task.yield() }
                    await self.pass(.milliseconds(100))
                }
            }
            // One message every 1.5 s: more than the first two, and not more than come in 10 × 2 s and a little.
            await eventually { !agent.turns.isEmpty }
            let last = Int(agent.turns.first?.text ?? "") ?? 0
            #expect((5...18).contains(last))
        }
    }

    @Test("media and replies take what waits with them at once", arguments: ["media", "reply"])
    func joins(_ kind: String) async throws {
        try await self.run { agent, _, _ in
            await self.receive("one")
            var message = self.message("look")
            if kind == "reply" { message.replyToID = "7" } else { message.attachments = [.text("a picture")] }
            await self.receive(message)
            #expect(await self.channel.nextSent()?.replyToID == "look")
            #expect(agent.turns.count == 1)
            #expect(agent.turns.first?.history.map(\.text) == ["one"])
            // Nothing waits: the next one goes at once.
            message.id = self.identity("again")
            await self.receive(message)
            #expect(await self.channel.nextSent()?.replyToID == "again")
        }
    }

    @Test("a command has its own turn, after what waited")
    func command() async throws {
        try await self.run { agent, _, _ in
            for text in ["one", "two", "/status", "three"] { await self.receive(text) }
            try await agent.waitForTurns(2)
            #expect(agent.turns.map(\.text) == ["two", "/status"])
            await self.pass { agent.turns.count == 3 }
            #expect(agent.turns.last?.text == "three")
        }
    }

    @Test("CVE-2026-43535: senders, rooms and threads are not mixed")
    func senders() async throws {
        try await self.run { agent, _, _ in
            await self.receive("one")
            await self.receive("evil", from: "mallory")
            await self.receive("two")
            await self.receive(self.message("aside", thread: "9"))
            await self.receive(self.message("private", peer: Peer(id: "alice")))
            await self.pass { agent.turns.count == 4 }
            let turns = agent.turns.map { "\($0.origin?.senderID ?? ""): \($0.text)" }
            #expect(Set(turns) == ["alice: two", "mallory: evil", "alice: aside", "alice: private"])
            let answers = [
                await self.channel.nextSent(), await self.channel.nextSent(), await self.channel.nextSent(), await self.channel.nextSent(),
            ]
            #expect(Set(answers.map { $0?.threadID }) == [nil, "9"])
        }
    }

    @Test("somebody else's message does not wait for those of a slow writer")
    func others() async throws {
        try await self.run { agent, _, _ in
            await self.receive("one")
            await self.receive("/now", from: "bob")
            #expect(await self.channel.nextSent()?.text == "/now")
        }
    }

    @Test("a message that is delivered again while it waits is told apart")
    func duplicate() async throws {
        try await self.run { agent, _, _ in
            await self.receive("one")
            guard case .duplicate = await self.channel.receive(self.message("one")) else {
                Issue.record("accepted twice")
                return
            }
            await self.pass { !agent.turns.isEmpty }
            #expect(agent.turns.first?.history.isEmpty == true)
        }
    }

    @Test("what waits can be stopped", arguments: ["chat.abort", "chat.send"])
    func stopped(_ method: String) async throws {
        try await self.run { agent, gateway, client in
            for text in ["one", "two"] { await self.receive(text) }
            var parameters: JSONObject = ["sessionKey": "agent:main:support:group:room"]
            if method == "chat.send" {
                parameters["message"] = "/stop"
                parameters["idempotencyKey"] = "s"
            }
            let stopped = try await client.call(method, parameters)
            #expect(stopped["runIds"]?.arrayValue?.count == 2)
            #expect(gateway.ledger.openCount == 0)
            #expect(gateway.runs.counts.waiting == 0)
            await self.receive("/next")
            #expect(await self.channel.nextSent()?.text == "/next")
            #expect(agent.turns.map(\.text) == ["/next"])
        }
    }

    @Test("one of several can be stopped, the others go on")
    func firstStopped() async throws {
        try await self.run { agent, _, client in
            for text in ["one", "two", "three"] { await self.receive(text) }
            _ = try await client.call("chat.abort", ["sessionKey": "agent:main:support:group:room", "runId": "support/default/one"])
            await self.pass { !agent.turns.isEmpty }
            #expect(agent.turns.map(\.text) == ["three"])
            #expect(agent.turns.first?.history.map(\.text) == ["two"])
        }
    }

    @Test("a session with no more room lets what waits go")
    func full() async throws {
        try await self.run(self.configuration(cap: 3)) { agent, _, _ in
            for text in ["one", "two", "three"] { await self.receive(text) }
            // Nobody has moved the clock.
            #expect(await self.channel.nextSent()?.replyToID == "three")
        }
    }

    @Test("messages of clients do not wait")
    func clients() async throws {
        try await self.run { agent, _, client in
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "now", "idempotencyKey": "k"])
            try await agent.waitForTurns(1)
        }
    }

    @Test(
        "in front of a busy session they count as one when they have waited",
        arguments: [QueueMode.steer, .followup, .interrupt, .collect]
    )
    func busy(_ mode: QueueMode) async throws {
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("…")), .hold("first")]])
        let configuration = self.configuration(queue: QueuePolicy(mode: mode, debounce: .zero))
        try await self.run(configuration, agent: agent) { agent, gateway, _ in
            await self.receive("/first")
            try await agent.waitForHold("first")
            for text in ["one", "two"] { await self.receive(text) }
            #expect(agent.cancelledCount == 0)
            await self.pass { gateway.runs.bursts.isEmpty }
            if mode != .interrupt { agent.release("first") }
            try await agent.waitForTurns(2)
            #expect(agent.cancelledCount == (mode == .interrupt ? 1 : 0))
            #expect(agent.turns.map(\.text) == ["/first", "two"])
            #expect(agent.turns.last?.history.last?.text == "one")
        }
    }

    @Test("what waits when a gateway dies shares a turn after the restart", arguments: [false, true])
    func restart(isGraceful: Bool) async throws {
        let disk = InMemoryFileSystem()
        let first = try self.gateway(disk, EchoAgent(id: "main"))
        var after = try await first.run { _ in
            for text in ["one", "two"] { await self.receive(text) }
            return disk.survivors(.onlySynchronized())
        }
        if isGraceful { after = disk.survivors(.onlySynchronized()) }
        let agent = ScriptedAgent(turns: [])
        let second = try self.gateway(after, agent)
        try await second.run { _ in
            // Known, and not lost: the platform delivers it again, and one more follows.
            guard case .duplicate = await self.channel.receive(self.message("one")) else {
                Issue.record("lost")
                return
            }
            await self.pass { second.ledger.openCount == 0 }
            #expect(agent.turns.map(\.text) == ["two"])
            #expect(agent.turns.first?.history.map(\.text) == ["one"])
            #expect(await self.channel.nextSent()?.replyToID == "two")
        }
    }

    @Test("messages whose shared answer is in the transcript are not answered again after a kill")
    func answered() async throws {
        let disk = InMemoryFileSystem()
        let first = try self.gateway(disk, EchoAgent(id: "main"))
        let after = try await first.run { _ in
            for text in ["one", "two"] { await self.receive(text) }
            let open = disk.survivors(.everythingWritten)
            await self.pass { first.ledger.openCount == 0 }
            // The ledger of the moment before the turn, and the transcript of the moment after it: the end was not recorded.
            let done = disk.survivors(.everythingWritten)
            for name in try disk.list("/ledger") where name.hasSuffix(".log") {
                done.setContents(of: "/ledger/\(name)", to: try #require(open.contents(of: "/ledger/\(name)")))
            }
            return done
        }
        _ = await self.channel.nextSent()
        let agent = ScriptedAgent(turns: [])
        let second = try self.gateway(after, agent)
        try await second.run { _ in
            await self.pass { second.ledger.openCount == 0 }
            #expect(agent.turns.isEmpty)
            #expect(await self.channel.nextSent()?.text == "two")
            let reasons = try await second.ledger.history(of: self.identity("two")).compactMap(\.reason)
            #expect(reasons.last?.contains("the answer to it and others") == true)
        }
    }

    @Test("a clock that is set back does not keep messages")
    func clockSetBack() async throws {
        try await self.run { agent, _, _ in
            await self.receive("one")
            self.wall.advance(by: .seconds(-7_200))
            await eventually {
                self.clock.advance(by: .seconds(1))
                return !agent.turns.isEmpty
            }
        }
    }
}
