// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import OpenClawTesting
import Testing

@Suite struct ChatTests {
    @Test func theResponseToChatSendComesBeforeTheFirstEventOfItsRun() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let id = try await socket.request("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "run-1"])
            var sawResponse = false
            while true {
                let frame = try await socket.frame()
                if frame["id"]?.stringValue == id {
                    sawResponse = true
                    #expect(frame["payload"]?["runId"]?.stringValue == "run-1")
                    #expect(frame["payload"]?["status"]?.stringValue == "started")
                }
                guard frame["payload"]?["runId"]?.stringValue == "run-1", frame["type"]?.stringValue == "event" else { continue }
                #expect(sawResponse)
                if frame["payload"]?["state"]?.stringValue == "final" {
                    let text = frame["payload"]?["message"]?["content"]?.arrayValue?.first?["text"]?.stringValue
                    #expect(text == "hello")
                    break
                }
            }
            await socket.close()
        }
    }

    @Test(arguments: [3, 4]) func deltasHaveTheFormOfTheClientsVersion(version: Int) async throws {
        let gate = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            for word in ["one ", "two ", "three"] {
                try await output.emit(word)
                _ = await gate.next()
            }
            return .emitted
        })
        let configuration = GatewayConfiguration(deltaInterval: .zero)
        try await LiveGateway.run(agents: [agent], configuration: configuration) { live in
            let socket = try await live.connect(minimum: version, maximum: version)
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "r"])
            var cumulative: [String] = []
            var deltas: [String] = []
            for _ in 0..<3 {
                let payload = try await socket.event("chat", where: { $0["state"]?.stringValue == "delta" })["payload"] ?? .null
                if let text = payload["message"]?["content"]?.arrayValue?.first?["text"]?.stringValue { cumulative.append(text) }
                if let text = payload["deltaText"]?.stringValue { deltas.append(text) }
                gate.offer(())
            }
            if version == 3 {
                #expect(cumulative == ["one ", "one two ", "one two three"])
                #expect(deltas.isEmpty)
            } else {
                #expect(deltas == ["one ", "two ", "three"])
                #expect(cumulative == ["one "])
            }
            let final = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" })
            #expect(final["payload"]?["message"]?["content"]?.arrayValue?.first?["text"]?.stringValue == "one two three")
            await socket.close()
        }
    }

    @Test func sequenceNumbersOfAConnectionHaveNoGaps() async throws {
        try await LiveGateway.run { live in
            let reader = try await live.connect()
            let blind = try await live.connect(scopes: [])
            for number in 1...3 {
                _ = try await reader.call("chat.send", ["sessionKey": "main", "message": "m", "idempotencyKey": .string("k\(number)")])
                _ = try await reader.event("chat", where: { $0["runId"]?.stringValue == "k\(number)" && $0["state"]?.stringValue == "final" })
            }
            _ = try await blind.call("health")
            var last: Int64 = 0
            _ = try await reader.request("chat.inject", ["sessionKey": "main", "message": "end"])
            while true {
                let frame = try await reader.frame()
                if let sequence = frame["seq"]?.intValue {
                    #expect(last == 0 || sequence == last + 1, "issue 25722: a filtered event must not look like a gap")
                    last = Int64(sequence)
                }
                if frame["payload"]?["runId"]?.stringValue?.hasPrefix("inject-") == true { break }
            }
            await reader.close()
            await blind.close()
        }
    }

    @Test func theSameKeyNeverRunsTwice() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let params: JSONObject = ["sessionKey": "main", "message": "once", "idempotencyKey": "same"]
            _ = try await socket.call("chat.send", params)
            _ = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" })
            let again = try await socket.call("chat.send", params)
            #expect(again["status"]?.stringValue == "ok", "issue 126680: the same idempotency key is answered from memory")
            let history = try await socket.call("chat.history", ["sessionKey": "main"])
            #expect(history["messages"]?.arrayValue?.count == 2)
            await socket.close()
        }
    }

    @Test func abortStopsTheRunAndKeepsWhatWasSaid() async throws {
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            try await output.emit("so far")
            try await Task.sleep(for: .seconds(3_600))
            return .emitted
        })
        try await LiveGateway.run(agents: [agent], configuration: GatewayConfiguration(deltaInterval: .zero)) { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "long"])
            _ = try await socket.event("chat", where: { $0["state"]?.stringValue == "delta" })
            let other = try await socket.failure("chat.abort", ["sessionKey": "agent:main:other", "runId": "long"])
            #expect(other["message"]?.stringValue == "runId does not match sessionKey")
            let answer = try await socket.call("chat.abort", ["sessionKey": "main", "runId": "long"])
            #expect(answer["aborted"]?.boolValue == true)
            #expect(answer["runIds"]?.arrayValue == ["long"])
            let event = try await socket.event("chat", where: { $0["state"]?.stringValue == "aborted" })
            #expect(event["payload"]?["runId"]?.stringValue == "long")
            let history = try await socket.call("chat.history", ["sessionKey": "main"])
            #expect(history["messages"]?.arrayValue?.last?["content"]?.arrayValue?.first?["text"]?.stringValue == "so far")
            #expect(history["sessionInfo"]?["hasActiveRun"]?.boolValue == false)
            await socket.close()
        }
    }

    @Test func aStopWordStopsTheSession() async throws {
        let agent = ClosureAgent(id: "main", streaming: { _, _ in
            try await Task.sleep(for: .seconds(3_600))
            return .emitted
        })
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "a"])
            let answer = try await socket.call("chat.send", ["sessionKey": "main", "message": "/stop", "idempotencyKey": "b"])
            #expect(answer["aborted"]?.boolValue == true)
            await socket.close()
        }
    }

    @Test func agentAnswersTwice() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect(mode: "backend")
            let id = try await socket.request("agent", ["message": "hello", "sessionKey": "agent:main:x", "idempotencyKey": "k"])
            let first = try await socket.response(id)
            #expect(first["payload"]?["status"]?.stringValue == "accepted")
            #expect(first["payload"]?["sessionKey"]?.stringValue == "agent:main:x")
            #expect(first["payload"]?["acceptedAt"]?.intValue != nil)
            let second = try await socket.response(id)
            #expect(second["payload"]?["status"]?.stringValue == "ok")
            #expect(second["payload"]?["summary"]?.stringValue == "completed")
            #expect(second["payload"]?["result"]?["payloads"]?.arrayValue?.first?["text"]?.stringValue == "hello")
            await socket.close()
        }
    }

    @Test func theAnswerOfACalledAgentGoesToItsCallerToPeopleAndToThoseWhoFollow() async throws {
        try await LiveGateway.run { live in
            let caller = try await live.connect(mode: "backend")
            let person = try await live.connect(mode: "webchat")
            let follower = try await live.connect(mode: "backend")
            let other = try await live.connect(mode: "backend")
            _ = try await follower.call("sessions.messages.subscribe", ["key": "agent:main:x"])
            let id = try await caller.request("agent", ["message": "hello", "sessionKey": "agent:main:x", "idempotencyKey": "k"])
            for socket in [person, follower, caller] {
                let event = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" })
                #expect(event["payload"]?["runId"]?.stringValue == "k")
            }
            _ = try await caller.response(id)
            // What is said in a chat goes to everyone: for the other program it is the first thing it hears.
            _ = try await caller.call("chat.send", ["message": "hi", "sessionKey": "main", "idempotencyKey": "c"])
            let first = try await other.event("chat", where: { $0["state"]?.stringValue == "final" })
            #expect(first["payload"]?["runId"]?.stringValue == "c")
            for socket in [caller, person, follower, other] { await socket.close() }
        }
    }

    @Test func agentWaitAnswersAfterAllEventsOfTheRun() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "hello", "idempotencyKey": "w"])
            let id = try await socket.request("agent.wait", ["runId": "w", "timeoutMs": 10_000])
            var sawFinal = false
            while true {
                let frame = try await socket.frame()
                if frame["payload"]?["runId"]?.stringValue == "w", frame["payload"]?["state"]?.stringValue == "final" { sawFinal = true }
                guard frame["id"]?.stringValue == id else { continue }
                #expect(frame["payload"]?["status"]?.stringValue == "ok")
                break
            }
            if !sawFinal { _ = try await socket.event("chat", where: { $0["state"]?.stringValue == "final" }) }
            let unknown = try await socket.call("agent.wait", ["runId": "never-heard-of", "timeoutMs": 1])
            #expect(unknown["status"]?.stringValue == "timeout")
            await socket.close()
        }
    }

    @Test func aClientThatComesLateGetsTheWholeTextWithItsFirstDelta() async throws {
        let gate = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            for word in ["first ", "second"] {
                try await output.emit(word)
                _ = await gate.next()
            }
            return .emitted
        })
        try await LiveGateway.run(agents: [agent], configuration: GatewayConfiguration(deltaInterval: .zero)) { live in
            let early = try await live.connect()
            _ = try await early.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "r"])
            _ = try await early.event("chat", where: { $0["state"]?.stringValue == "delta" })
            let late = try await live.connect()
            let history = try await late.call("chat.history", ["sessionKey": "main"])
            #expect(history["inFlightRun"]?["text"]?.stringValue == "first ")
            gate.offer(())
            let delta = try await late.event("chat", where: { $0["state"]?.stringValue == "delta" })
            #expect(delta["payload"]?["deltaText"]?.stringValue == "second")
            #expect(delta["payload"]?["message"]?["content"]?.arrayValue?.first?["text"]?.stringValue == "first second")
            gate.offer(())
            _ = try await late.event("chat", where: { $0["state"]?.stringValue == "final" })
            await early.close()
            await late.close()
        }
    }

    @Test func silenceIsNotShown() async throws {
        let agent = ClosureAgent(id: "main") { _ in "NO_REPLY" }
        try await LiveGateway.run(agents: [agent]) { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "psst", "idempotencyKey": "s"])
            let final = try await socket.event("chat", where: { $0["runId"]?.stringValue == "s" })
            #expect(final["payload"]?["state"]?.stringValue == "final")
            #expect(final["payload"]?.objectValue?["message"] == nil)
            await socket.close()
        }
    }
}
