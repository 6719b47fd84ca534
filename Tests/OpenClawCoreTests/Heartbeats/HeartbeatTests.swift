// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// Heartbeats of a running gateway.
@Suite struct HeartbeatTests {
    private static let minute = HeartbeatConfiguration(every: .seconds(60), prompt: "all well?")

    @Test func onlyAgentsWithHeartbeatsOfTheirOwnTakeThem() async throws {
        let setting = HeartbeatSetting()
        let (main, ops) = (ScriptedAgent(id: "main"), ScriptedAgent(id: "ops"))
        try await setting.gateway([main, ops], Self.minute, of: ["ops": Self.minute]).run { client in
            try await setting.pass(client) { ops.turns.count >= 3 }
            let agents = try await client.call("status")["heartbeat"]?["agents"]
            #expect(agents?[0]?["enabled"]?.boolValue == false)
            #expect(agents?[0]?["nextAt"] == nil)
            #expect(agents?[1]?["every"]?.stringValue == "1m")
            #expect(agents?[1]?["last"]?["status"]?.stringValue == "sent")
            #expect((agents?[1]?["nextAt"]?.intValue ?? 0) > HeartbeatSetting.start.milliseconds)
            #expect(try await client.call("last-heartbeat")["agentId"]?.stringValue == "ops")
        }
        #expect(main.turns.isEmpty)
        #expect(ops.turns.allSatisfy { $0.sessionKey == "agent:ops:main" && $0.text == "all well?" })
    }

    @Test func heartbeatsOfAgentsOrSessionsThatAreNotTheirsAreRefused() throws {
        let setting = HeartbeatSetting()
        #expect(throws: GatewayError.self) { try setting.gateway([EchoAgent(id: "main")], of: ["mian": Self.minute]) }
        var foreign = Self.minute
        foreign.session = "agent:ops:main"
        #expect(throws: GatewayError.self) { try setting.gateway([EchoAgent(id: "main"), EchoAgent(id: "ops")], foreign) }
    }

    @Test func outsideTheActiveHoursThereIsNoTurn() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main")
        var heartbeat = Self.minute
        heartbeat.activeHours = HeartbeatHours(start: "12:00", end: "14:00")
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await setting.pass(client, until: "skipped", "outside-hours")
            let next = try await client.call("status")["heartbeat"]?["agents"]?[0]?["nextAt"]?.intValue
            #expect(next == Timestamp(iso8601: "2026-11-21T12:00:00Z")?.milliseconds)
            #expect(agent.turns.isEmpty)
            try await setting.pass(client, .seconds(60)) { !agent.turns.isEmpty }
            #expect(setting.wall.now() >= Timestamp(milliseconds: next ?? 0))
            // Somebody who wakes the agent is heard at any hour.
            try await setting.pass(client, .seconds(900)) { setting.wall.now() > Timestamp(iso8601: "2026-11-21T15:00:00Z") ?? .epoch }
            let count = agent.turns.count
            _ = try await client.call("wake", ["text": "fire", "mode": "now"])
            try await agent.waitForTurns(count + 1)
        }
    }

    @Test func anAnswerGoesToItsChannelAndSilenceDoesNot() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(
            id: "main",
            turns: [[.emit(.textDelta("HEARTBEAT_OK"))], [.emit(.textDelta("the milk is sour"))], [.emit(.textDelta("HEARTBEAT_OK"))]]
        )
        var heartbeat = Self.minute
        heartbeat.target = .channel("support")
        heartbeat.recipient = "group:kitchen"
        try await setting.gateway([agent], heartbeat).run { client in
            let event = try await setting.pass(client, until: "sent")
            #expect(event["channel"]?.stringValue == "support")
            #expect(event["to"]?.stringValue == "group:kitchen")
            #expect(event["preview"]?.stringValue == "the milk is sour")
            _ = try await setting.pass(client, until: "ok-token")
            #expect(try await HeartbeatSetting.words(client, "main").contains("the milk is sour"), "it is in the session as well")
        }
        #expect(setting.channel.sent.map(\.text) == ["the milk is sour"])
        #expect(setting.channel.sent.first?.peer == Peer(kind: .group, id: "kitchen"))
    }

    @Test func withoutATargetTheAnswerStaysInItsSession() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main", turns: [[.emit(.textDelta("the milk is sour"))]])
        try await setting.gateway([agent], Self.minute).run { client in
            _ = try await setting.channel.deliver(text: "hello", from: Peer(id: "42"))
            try await setting.channel.waitForSends(1)
            let event = try await setting.pass(client, until: "sent")
            #expect(event["channel"] == nil)
        }
        #expect(setting.channel.sent.count == 1)
    }

    @Test func aDeliveryThatFailsIsTold() async throws {
        let setting = HeartbeatSetting()
        setting.channel.script([.refused(ChannelSendError(.unauthorized, "the key is old"))])
        var heartbeat = Self.minute
        heartbeat.target = .channel("support")
        heartbeat.recipient = "42"
        try await setting.gateway([EchoAgent(id: "main")], heartbeat).run { client in
            try await setting.pass(client) { try await client.call("last-heartbeat")["status"]?.stringValue == "failed" }
            let event = try await client.call("last-heartbeat")
            #expect(event["reason"]?.stringValue?.contains("the key is old") == true)
            #expect(event["to"]?.stringValue == "42")
        }
    }

    /// `last` is the conversation from which the session last had a message; a restart remembers it.
    @Test func theLastConversationIsAnsweredAlsoAfterARestart() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main", turns: [[.emit(.textDelta("hello"))], [.emit(.textDelta("one"))]])
        let sessions = InMemorySessionStore()
        var heartbeat = Self.minute
        heartbeat.target = .last
        try await setting.gateway([agent], heartbeat, sessions: sessions).run { client in
            _ = try await setting.pass(client, until: "skipped", "no-target")
            #expect(agent.turns.isEmpty, "the model is not asked for what reaches nobody")
            let message = InboundMessage(
                id: MessageID(channel: "support", event: "1"),
                peer: Peer(id: "42"),
                text: "hi",
                threadID: nil
            )
            _ = try await setting.channel.deliver(message)
            try await setting.channel.waitForSends(1)
            try await setting.pass(client) { setting.channel.sent.count >= 2 }
            let row = try await client.call("sessions.list")["sessions"]?[0]
            #expect(row?["lastChannel"]?.stringValue == "support")
            #expect(row?["lastTo"]?.stringValue == "42")
        }
        #expect(setting.channel.sent[1].text == "one")
        #expect(setting.channel.sent[1].peer == Peer(id: "42"))
        let later = HeartbeatSetting()
        later.wall.set(setting.wall.now())
        try await later.gateway([EchoAgent(id: "main")], heartbeat, sessions: sessions).run { client in
            try await later.pass(client) { !later.channel.sent.isEmpty }
        }
        #expect(later.channel.sent[0].peer == Peer(id: "42"))
    }

    @Test func aForbiddenDirectConversationIsNotReached() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main")
        var heartbeat = Self.minute
        heartbeat.target = .channel("support")
        heartbeat.recipient = "42"
        heartbeat.allowsDirectConversations = false
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await setting.pass(client, until: "skipped", "dm-blocked")
        }
        #expect(agent.turns.isEmpty)
        #expect(setting.channel.sent.isEmpty)
    }

    @Test func aTargetThatIsNotThereIsAStatedSkip() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main")
        var heartbeat = Self.minute
        heartbeat.target = .channel("suport")
        heartbeat.recipient = "42"
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await setting.pass(client, until: "skipped", "no-target")
            // A note is not lost: whoever wakes the agent gets a turn whose answer stays in the session.
            _ = try await client.call("wake", ["text": "fire", "mode": "now"])
            try await agent.waitForTurns(1)
        }
    }

    @Test func anEmptyFileSkipsTheTurnUnlessThereAreNotes() async throws {
        let setting = HeartbeatSetting()
        let disk = InMemoryFileSystem()
        try disk.createDirectory("/work")
        disk.setContents(of: "/work/HEARTBEAT.md", to: Array("# Tasks\n\n- [ ]\n".utf8))
        disk.setContents(of: "/work/SOUL.md", to: Array("Be kind.".utf8))
        let provider = ScriptedModelProvider([.text("HEARTBEAT_OK"), .text("HEARTBEAT_OK"), .text("HEARTBEAT_OK")])
        let agent = ModelAgent(
            model: ModelChoice(provider: provider, model: "m"),
            workspace: AgentWorkspace(path: "/work", fileSystem: disk, executor: globalConcurrentExecutor)
        )
        var heartbeat = Self.minute
        heartbeat.hasLightContext = true
        heartbeat.model = "other"
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await setting.pass(client, until: "skipped", "empty-file")
            #expect(provider.requests.isEmpty)
            _ = try await client.call("wake", ["text": "the door is open", "mode": "next-heartbeat"])
            _ = try await setting.pass(client, until: "ok-token")
            #expect(provider.requests.first?.messages.last?.text.contains("the door is open") == true)
            _ = try await setting.pass(client, until: "skipped", "empty-file")
            disk.setContents(of: "/work/HEARTBEAT.md", to: Array("- look at the mail\n".utf8))
            _ = try await setting.pass(client, until: "ok-token")
            // Light context: nothing else of the workspace; and the model of the heartbeat.
            #expect(provider.requests.last?.systemPrompt?.contains("look at the mail") == true)
            #expect(provider.requests.last?.systemPrompt?.contains("Be kind.") == false)
            #expect(provider.requests.last?.model == "other")
            #expect(try await client.call("sessions.list")["sessions"]?[0]?["model"]?.stringValue == "m", "the session keeps its own")
            let count = provider.requests.count
            try disk.remove("/work/HEARTBEAT.md")
            try await setting.pass(client) { provider.requests.count > count }
        }
    }

    @Test func aBusySessionIsTriedAgainSoon() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main", turns: [[.hold("long")]])
        var heartbeat = Self.minute
        heartbeat.every = .seconds(300)
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "1"])
            try await agent.waitForHold("long")
            try await eventually {
                if try await client.call("last-heartbeat")["reason"]?.stringValue == "busy" { return true }
                setting.advance(by: .seconds(30))
                return false
            }
            agent.release("long")
            let freed = setting.wall.now()
            try await setting.pass(client, .seconds(5)) { agent.turns.count == 2 }
            #expect(setting.wall.now() - freed < .seconds(120), "the next interval is later")
        }
    }

    @Test func anIsolatedHeartbeatHasAnEmptyTranscriptAndBringsTheNotes() async throws {
        let setting = HeartbeatSetting()
        let agent = ScriptedAgent(id: "main")
        var heartbeat = Self.minute
        heartbeat.session = "agent:main:office"
        heartbeat.isIsolated = true
        try await setting.gateway([agent], heartbeat).run { client in
            _ = try await client.call("wake", ["text": "the door is open", "mode": "next-heartbeat", "sessionKey": "agent:main:office"])
            try await setting.pass(client) { agent.turns.count >= 3 }
            #expect(try await HeartbeatSetting.words(client, "agent:main:office").isEmpty)
            #expect(try await client.call("sessions.list")["totalCount"]?.intValue == 1)
        }
        #expect(agent.turns.allSatisfy { $0.sessionKey == "agent:main:office:heartbeat" && $0.history.isEmpty })
        #expect(agent.turns[0].message.content.description.contains("the door is open"))
        #expect(agent.turns[1].text == "all well?")
    }
}
