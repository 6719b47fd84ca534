// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite struct GatewayChatTests {
    @Test func tenLinesAreEnoughToChatInProcess() async throws {
        let gateway = try Gateway {
            EchoAgent(id: "main")
            InMemoryChannel(id: "support")
        }
        let text = try await gateway.run { client in
            try await client.chat("hello", session: "main").text
        }
        #expect(text == "hello")
        #expect(gateway.phase == .stopped)
    }

    @Test func twoGatewaysInOneProcessDoNotNoticeEachOther() async throws {
        let loud = try Gateway { ClosureAgent(id: "main") { turn in turn.text.uppercased() } }
        let quiet = try Gateway { EchoAgent(id: "main") }
        try await loud.run { loudClient in
            try await quiet.run { quietClient in
                let text1 = try await loudClient.chat("hello").text
                #expect(text1 == "HELLO")
                let text2 = try await quietClient.chat("hello").text
                #expect(text2 == "hello")
                let history = try await quietClient.call("chat.history", ["sessionKey": "main"])
                #expect(history["messages"]?.arrayValue?.count == 2)
            }
        }
    }

    @Test func historyGivesTheAgentWhatWasSaidBefore() async throws {
        let agent = ClosureAgent(id: "main") { turn in turn.history.map(\.text).joined(separator: "|") + ">" + turn.text }
        let gateway = try Gateway(agents: [agent])
        try await gateway.run { client in
            let text3 = try await client.chat("one").text
            #expect(text3 == ">one")
            let text4 = try await client.chat("two").text
            #expect(text4 == "one|>one>two")
        }
    }

    @Test func aChannelMessageIsAnsweredThroughItsChannel() async throws {
        let channel = InMemoryChannel(id: "support")
        let gateway = try Gateway {
            EchoAgent(id: "main")
            channel
        }
        try await gateway.run { _ in
            let first = await channel.receive("hi", from: "alice", event: "1")
            guard case .accepted = first else {
                Issue.record("\(first)")
                return
            }
            let answer = await channel.nextSent()
            #expect(answer?.text == "hi")
            #expect(answer?.peer == Peer(id: "alice"))
            let again = await channel.receive("hi", from: "alice", event: "1")
            guard case .duplicate = again else {
                Issue.record("issue 59331: a message the platform delivers twice is handled once, got \(again)")
                return
            }
        }
    }

    @Test func streamingHandsOverEachPieceInOrder() async throws {
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            for word in ["one ", "two ", "three"] { try await output.emit(word) }
            return .emitted
        })
        let gateway = try Gateway(agents: [agent])
        try await gateway.run { client in
            var pieces: [String] = []
            let reply = try await client.stream("go") { event in
                if case .delta(let text) = event { pieces.append(text) }
            }
            #expect(pieces == ["one ", "two ", "three"])
            #expect(reply.text == "one two three")
        }
    }

    /// A caller may use a key once for `chat.send` and once for `agent`: these are two runs, and each can be stopped in its session.
    @Test func twoRunsOfOneNameAreStoppedEachInItsSession() async throws {
        let agent = ScriptedAgent(turns: [[.hold("one")], [.hold("two")]])
        let gateway = try Gateway(agents: [agent])
        try await gateway.run { client in
            _ = try await client.call("chat.send", ["sessionKey": "agent:main:a", "message": "x", "idempotencyKey": "k"])
            try await agent.waitForHold("one")
            async let other = client.call("agent", ["sessionKey": "agent:main:b", "message": "y", "idempotencyKey": "k"])
            try await agent.waitForHold("two")
            let error = await #expect(throws: MethodError.self) {
                try await client.call("chat.abort", ["sessionKey": "agent:main:c", "runId": "k"])
            }
            #expect(error?.message == "runId does not match sessionKey")
            for key in ["agent:main:a", "agent:main:b"] {
                let stopped = try await client.call("chat.abort", ["sessionKey": .string(key), "runId": "k"])
                #expect(stopped["runIds"] == ["k"])
            }
            let end = try await other
            #expect(end["stopReason"] == "aborted")
            // Neither session is left busy by the name of the other's run.
            await eventually { gateway.runs.counts.running == 0 }
            for key in ["agent:main:a", "agent:main:b"] {
                #expect(!gateway.runs.isBusy(SessionKey(key)))
                let text = try await client.chat("again", session: key).text
                #expect(text == "again")
            }
        }
    }

    @Test func anAgentThatFailsSaysWhy() async throws {
        let agent = ClosureAgent(id: "main") { _ in throw AgentError(.rateLimit, "the provider asks to slow down") }
        let gateway = try Gateway(agents: [agent])
        try await gateway.run { client in
            await #expect(throws: AgentError.self) { try await client.chat("go") }
        }
    }
}
