// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

/// What becomes of messages that come while their session is busy. All direct messages of a channel share the session of the agent here.
@Suite struct QueueModeTests {
    private let channel = InMemoryChannel(id: "support")

    /// Runs a gateway whose agent holds its first turn until `release("first")`.
    private func run(
        _ queue: QueuePolicy,
        cap: Int = 20,
        clock: any Clock<Duration> = ContinuousClock(),
        _ body: @escaping @Sendable (ScriptedAgent, LocalClient) async throws -> Void
    ) async throws {
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("first answer")), .hold("first")]])
        let configuration = GatewayConfiguration(
            limits: GatewayConfiguration.Limits(maximumWaitingRunsPerSession: cap),
            queue: queue,
            clock: clock
        )
        let gateway = try Gateway(configuration: configuration, agents: [agent], channels: [self.channel])
        try await gateway.run { client in
            self.expectAccepted(await self.channel.receive("one", from: "alice"))
            try await agent.waitForHold("first")
            try await body(agent, client)
        }
    }

    private func expectAccepted(_ admission: Admission, _ location: SourceLocation = #_sourceLocation) {
        guard case .accepted = admission else {
            Issue.record("\(admission)", sourceLocation: location)
            return
        }
    }

    private func metrics(_ gateway: Gateway) -> String { String(decoding: gateway.configuration.metrics.prometheusText(), as: UTF8.self) }

    private func texts(_ client: LocalClient) async throws -> [String] {
        let history = try await client.call("chat.history", ["sessionKey": "main"])
        return history["messages"]?.arrayValue?.compactMap { $0["content"]?.arrayValue?.first?["text"]?.stringValue } ?? []
    }

    @Test(arguments: [QueueMode.followup, .steer])
    func messagesHaveTurnsOfTheirOwnInOrder(mode: QueueMode) async throws {
        try await self.run(QueuePolicy(mode: mode)) { agent, client in
            for text in ["two", "three"] { self.expectAccepted(await self.channel.receive(text, from: "alice")) }
            agent.release("first")
            var answers: [String?] = []
            for _ in 0..<3 { answers.append(await self.channel.nextSent()?.text) }
            #expect(answers == ["first answer", "two", "three"])
            #expect(agent.turns.map(\.text) == ["one", "two", "three"])
        }
    }

    @Test func collectedMessagesOfOneSenderShareATurn() async throws {
        try await self.run(QueuePolicy(mode: .collect, debounce: .zero)) { agent, client in
            for text in ["two", "three", "four"] { self.expectAccepted(await self.channel.receive(text, from: "alice")) }
            agent.release("first")
            _ = await self.channel.nextSent()
            let answer = await self.channel.nextSent()?.text
            #expect(answer == "four")
            #expect(agent.turns.map(\.text) == ["one", "four"])
            #expect(agent.turns.last?.history.suffix(2).map(\.text) == ["two", "three"])
            let texts = try await self.texts(client)
            #expect(texts == ["one", "first answer", "two", "three", "four", "four"])
        }
    }

    @Test func CVE_2026_43535_messagesOfDifferentSendersNeverShareATurn() async throws {
        try await self.run(QueuePolicy(mode: .collect, debounce: .zero)) { agent, client in
            self.expectAccepted(await self.channel.receive("two", from: "alice"))
            self.expectAccepted(await self.channel.receive("three", from: "mallory"))
            self.expectAccepted(await self.channel.receive("four", from: "mallory"))
            agent.release("first")
            var answers: [String?] = []
            for _ in 0..<3 { answers.append(await self.channel.nextSent()?.peer.id) }
            #expect(answers == ["alice", "alice", "mallory"])
            #expect(agent.turns.map(\.text) == ["one", "two", "four"])
            #expect(agent.turns.map { $0.origin?.senderID } == ["alice", "alice", "mallory"])
        }
    }

    @Test func collectingWaitsUntilNothingMoreComes() async throws {
        let clock = ManualClock()
        try await self.run(QueuePolicy(mode: .collect, debounce: .seconds(5)), clock: clock) { agent, client in
            self.expectAccepted(await self.channel.receive("two", from: "alice"))
            agent.release("first")
            _ = await self.channel.nextSent()
            await eventually { clock.sleeperCount > 1 && clock.timeToNextWake != nil }
            #expect(agent.turns.count == 1)
            self.expectAccepted(await self.channel.receive("three", from: "alice"))
            await eventually {
                clock.advance(by: .seconds(1))
                return agent.turns.count == 2
            }
            #expect(agent.turns.last?.text == "three")
        }
    }

    @Test func aNewerMessageInterrupts() async throws {
        try await self.run(QueuePolicy(byChannel: ["support": .interrupt])) { agent, client in
            self.expectAccepted(await self.channel.receive("two", from: "alice"))
            try await agent.waitForTurns(2)
            #expect(agent.cancelledCount == 1)
            #expect(agent.turns.map(\.text) == ["one", "two"])
        }
    }

    @Test func aClientChoosesTheModeOfItsMessage() async throws {
        try await self.run(QueuePolicy(mode: .followup)) { agent, client in
            let wrong = await #expect(throws: MethodError.self) {
                try await client.call("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": "a", "queueMode": "hurry"])
            }
            #expect(wrong?.message.contains("steer, followup, collect or interrupt") == true)
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "now", "idempotencyKey": "b", "queueMode": "interrupt"])
            try await agent.waitForTurns(2)
            #expect(agent.turns.map(\.text) == ["one", "now"])
        }
    }

    @Test func aSessionHasAModeOfItsOwn() async throws {
        try await self.run(QueuePolicy(mode: .followup)) { agent, client in
            _ = try await client.call("sessions.patch", ["key": "main", "queueMode": "interrupt"])
            self.expectAccepted(await self.channel.receive("two", from: "alice"))
            try await agent.waitForTurns(2)
            #expect(agent.cancelledCount == 1)
        }
    }

    @Test(arguments: [QueueDrop.new, .old, .summarize])
    func whatGivesWayIsChosen(drop: QueueDrop) async throws {
        try await self.run(QueuePolicy(mode: .followup, drop: drop), cap: 2) { agent, client in
            for text in ["two", "three"] { self.expectAccepted(await self.channel.receive(text, from: "alice")) }
            let last = await self.channel.receive("four", from: "alice")
            agent.release("first")
            if drop == .new {
                guard case .deferred = last else {
                    Issue.record("\(last)")
                    return
                }
                try await agent.waitForTurns(3)
                #expect(agent.turns.map(\.text) == ["one", "two", "three"])
            } else {
                self.expectAccepted(last)
                try await agent.waitForTurns(3)
                #expect(agent.turns.last?.text.hasSuffix("four") == true)
                #expect(agent.turns[1].text.hasSuffix("three"))
                #expect(agent.turns[1].text.contains("It began: two") == (drop == .summarize))
            }
        }
    }

    @Test func anAgentThatAsksTakesMessagesIntoItsTurn() async throws {
        let gate = Mailbox<Void>(capacity: 1)
        let begun = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { turn, output in
            _ = begun.offer(())
            _ = await gate.next()
            let more = try await turn.steering.take().map(\.text)
            try await output.emit(([turn.text] + more).joined(separator: "+"))
            return .emitted
        })
        let gateway = try Gateway(agents: [agent], channels: [self.channel])
        try await gateway.run { client in
            self.expectAccepted(await self.channel.receive("one", from: "alice"))
            _ = await begun.next()
            for text in ["two", "three"] { self.expectAccepted(await self.channel.receive(text, from: "alice")) }
            _ = gate.offer(())
            let answer = await self.channel.nextSent()?.text
            #expect(answer == "one+two+three")
            let texts = try await self.texts(client)
            #expect(texts == ["one", "two", "three", "one+two+three"])
        }
    }

    @Test func anAgentThatNeverReturnsDoesNotHoldItsSession() async throws {
        let clock = ManualClock()
        let wall = ManualWallClock(Timestamp(milliseconds: 1_795_255_230_000))
        let stuck = Mailbox<Void>(capacity: 1)
        let agent = ClosureAgent(id: "main", streaming: { turn, output in
            // Waits whatever happens to its task, as a blocking call does.
            if turn.text == "one" { await Task { _ = await stuck.next() }.value }
            try await output.emit(turn.text)
            return .emitted
        })
        let configuration = GatewayConfiguration(runTimeout: .seconds(60), clock: clock, wallClock: wall)
        let gateway = try Gateway(configuration: configuration, agents: [agent], channels: [self.channel])
        try await gateway.run { client in
            self.expectAccepted(await self.channel.receive("one", from: "alice"))
            await eventually {
                wall.advance(by: .seconds(5))
                clock.advance(by: .seconds(5))
                return self.metrics(gateway).contains("openclaw_runs_failed_total 1")
            }
            self.expectAccepted(await self.channel.receive("two", from: "alice"))
            await eventually {
                wall.advance(by: .seconds(5))
                clock.advance(by: .seconds(5))
                return self.metrics(gateway).contains("openclaw_runs_stuck_total 1")
            }
            let first = await self.channel.nextSent()?.text
            #expect(first?.contains("took longer than its time limit") == true)
            let second = await self.channel.nextSent()?.text
            #expect(second == "two")
            _ = stuck.offer(())
        }
    }
}
