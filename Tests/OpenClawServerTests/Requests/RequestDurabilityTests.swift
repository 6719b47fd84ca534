// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

/// Requests with an idempotency key over live sockets, before and after the gateway was killed and started again.
@Suite struct RequestDurabilityTests {
    private static let reused = "IDEMPOTENCY_KEY_REUSED"

    @Test func aSendThatIsRepeatedAfterARestartIsAnsweredAndNotSentAgain() async throws {
        let world = RestartingGateway()
        let request: JSONObject = ["to": "ann", "message": "hello", "idempotencyKey": "k"]
        let first = ScriptedChannel(id: "support")
        let answer = SharedValue(JSONValue.null)
        try await world.run(channels: [first]) { live in
            let client = try await live.connect()
            answer.set(try await client.call("send", request))
            #expect(try await client.call("send", request) == answer.value)
        }
        #expect(first.sent.map(\.text) == ["hello"])
        let second = ScriptedChannel(id: "support")
        try await world.run(channels: [second]) { live in
            let client = try await live.connect()
            #expect(try await client.call("send", request) == answer.value)
            var other = request
            other["message"] = "something else"
            let error = try await client.failure("send", other)
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["details"]?["code"]?.stringValue == Self.reused)
        }
        #expect(second.sent.isEmpty)
        #expect(answer.value["messageId"]?.stringValue == "sent-1")
    }

    @Test func aSendOfWhichNothingCameMayBeRepeatedAndOneWithAnUnknownEndMayNot() async throws {
        let channel = ScriptedChannel(id: "support")
        channel.script([.refused(.init(.notSent, "no route")), .taken, .takenSilently(.init(.unknownOutcome, "the line broke"))])
        try await RestartingGateway().run(channels: [channel]) { live in
            let client = try await live.connect()
            let request: JSONObject = ["to": "ann", "message": "hello", "idempotencyKey": "k"]
            #expect(try await client.failure("send", request)["details"]?["code"]?.stringValue == "not_sent")
            #expect(try await client.call("send", request)["messageId"]?.stringValue == "sent-1")
            var next = request
            next["idempotencyKey"] = "k2"
            for _ in 0..<2 {
                let error = try await client.failure("send", next)
                #expect(error["details"]?["code"]?.stringValue == "unknown_outcome")
            }
        }
        #expect(channel.sent.count == 2)
    }

    @Test func anAgentsStoredAnswerIsGivenAfterARestartAndAnotherQuestionIsRefused() async throws {
        let world = RestartingGateway()
        let question: JSONObject = ["message": "what time is it", "sessionKey": "main", "idempotencyKey": "q"]
        try await world.run { live in
            let client = try await live.connect()
            let accepted = try await client.request("agent", question)
            #expect(try await client.response(accepted)["payload"]?["status"]?.stringValue == "accepted")
            #expect(try await client.response(accepted)["payload"]?["status"]?.stringValue == "ok")
            _ = try await client.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "c"])
            _ = try await client.call("agent.wait", ["runId": "c", "timeoutMs": 60_000])
        }
        try await world.run(agents: [ScriptedAgent(turns: [])]) { live in
            let client = try await live.connect()
            let again = try await client.call("agent", question)
            #expect(again["status"]?.stringValue == "ok")
            #expect(again["result"]?["payloads"]?[0]?["text"]?.stringValue == "what time is it")
            var other = question
            other["message"] = "what day is it"
            let error = try await client.failure("agent", other)
            #expect(error["message"]?.stringValue?.contains("other parameters") == true)
            let chat = try await client.failure("chat.send", ["sessionKey": "main", "message": "bye", "idempotencyKey": "c"])
            #expect(chat["message"]?.stringValue?.contains("other parameters") == true)
            #expect(
                try await client.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "c"])["status"]?.stringValue
                    == "ok"
            )
            #expect(try await client.call("agent.wait", ["runId": "q", "timeoutMs": 60_000])["status"]?.stringValue == "ok")
        }
    }
}
