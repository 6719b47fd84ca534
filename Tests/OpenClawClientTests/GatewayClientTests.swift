// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawClient

@Suite("GatewayClient")
struct GatewayClientTests {
    /// Runs `body` against a gateway that accepts everybody and answers as `answer` says.
    private func connect<Result: Sendable>(
        _ configuration: GatewayClientConfiguration = GatewayClientConfiguration(),
        answer: @escaping ScriptedTransport.Answer = { _ in [] },
        _ body: (GatewayClient, ScriptedTransport) async throws -> Result
    ) async throws -> Result {
        let transport = ScriptedTransport { request in
            request["method"] == "connect" ? [ScriptedTransport.ok(request, ScriptedTransport.hello)] : answer(request)
        }
        return try await GatewayClient.withTransport(transport, configuration: configuration) { try await body($0, transport) }
    }

    @Test func itSignsInAsTheProtocolWantsIt() async throws {
        let configuration = GatewayClientConfiguration(credentials: .token(Secret("s3cret")))
        try await self.connect(configuration) { client, transport in
            #expect(client.hello.serverVersion == "9.9.9")
            #expect(client.hello.scopes == ["operator.admin"])
            #expect(client.hello.tickInterval == .seconds(15))
            let connect = try #require(transport.received.first)
            #expect(connect["type"] == "req")
            #expect(connect["params"]?["minProtocol"] == 4)
            #expect(connect["params"]?["maxProtocol"] == 4)
            #expect(connect["params"]?["auth"] == ["token": "s3cret"])
            #expect(connect["params"]?["client"]?["id"] == "cli")
            #expect(connect["params"]?["role"] == "operator")
        }
    }

    @Test func withoutCredentialsNothingIsShown() async throws {
        try await self.connect { _, transport in #expect(transport.received.first?["params"]?["auth"] == nil) }
    }

    @Test func answersFindTheirCallsInAnyOrder() async throws {
        let held = Mailbox<JSONValue>(capacity: 4)
        let answer: ScriptedTransport.Answer = { request in
            if request["method"] == "slow" {
                held.offer(request)
                return []
            }
            guard let slow = held.poll() else { return [] }
            return [ScriptedTransport.ok(request, "fast"), ScriptedTransport.ok(slow, "slow")]
        }
        try await self.connect(answer: answer) { (client, _) async throws in
            async let slow = client.call("slow")
            try await eventually { held.count > 0 }
            #expect(try await client.call("fast") == "fast")
            #expect(try await slow == "slow")
        }
    }

    @Test func theErrorOfAMethodIsPassedOn() async throws {
        let answer: ScriptedTransport.Answer = {
            [ScriptedTransport.failed($0, code: "UNAVAILABLE", message: "not now", details: ["a": 1])]
        }
        try await self.connect(answer: answer) { (client, _) async throws in
            do throws(GatewayClientError) {
                _ = try await client.call("x")
                Issue.record("the call succeeded")
            } catch {
                #expect(error.code == .refused)
                #expect(error.message == "x: not now")
                #expect(error.method?.code == .unavailable)
                #expect(error.method?.details == ["a": 1])
            }
        }
    }

    @Test func ofMethodsThatAnswerTwiceTheLastAnswerCounts() async throws {
        let answer: ScriptedTransport.Answer = { request in
            [ScriptedTransport.ok(request, ["status": "accepted"]), ScriptedTransport.ok(request, ["status": "ok", "n": 2])]
        }
        try await self.connect(answer: answer) { (client, _) async throws in
            #expect(try await client.call("agent", expectsFinal: true)["n"] == 2)
            #expect(try await client.call("agent")["status"] == "accepted")
        }
    }

    @Test func aCallWithoutAnAnswerEndsAtItsTimeLimit() async throws {
        let clock = ManualClock()
        let configuration = GatewayClientConfiguration(callTimeout: .seconds(30), clock: clock)
        try await self.connect(configuration) { client, _ in
            async let outcome: GatewayClientError? = {
                do {
                    _ = try await client.call("never")
                    return nil
                } catch {
                    return error as? GatewayClientError
                }
            }()
            await clock.waitForSleepers()
            clock.advance(by: .seconds(30))
            #expect(await outcome?.code == .timeout)
        }
    }

    @Test func aLostConnectionEndsWhatWaits() async throws {
        try await self.connect(answer: { _ in [] }) { client, transport in
            async let outcome: GatewayClientError? = {
                do {
                    _ = try await client.call("never")
                    return nil
                } catch {
                    return error as? GatewayClientError
                }
            }()
            try await eventually { transport.received.count >= 2 }
            transport.hangUp("service restart")
            let error = await outcome
            #expect(error?.code == .disconnected)
            #expect(error?.message == "the gateway closed the connection: service restart")
            #expect(client.failure?.code == .disconnected)
            await #expect(throws: GatewayClientError.self) { try await client.call("later") }
        }
    }

    @Test func eventsReachEveryReader() async throws {
        try await self.connect { client, transport in
            try await client.withEvents { first in
                try await client.withEvents { second in
                    transport.emit(ScriptedTransport.event("tick", ["ts": 7], sequence: 3))
                    for events in [first, second] {
                        let event = try #require(await events.next())
                        #expect(event.name == "tick")
                        #expect(event.payload == ["ts": 7])
                        #expect(event.sequence == 3)
                    }
                }
            }
        }
    }

    @Test func aRefusalIsTyped() async {
        let table: [(JSONValue, GatewayClientError.Code)] = [
            (["code": "AUTH_TOKEN_MISMATCH"], .unauthorized), (["code": "PROTOCOL_MISMATCH"], .handshakeFailed), (.null, .handshakeFailed),
        ]
        for (details, code) in table {
            let transport = ScriptedTransport { [ScriptedTransport.failed($0, code: "INVALID_REQUEST", message: "no", details: details)] }
            do {
                try await GatewayClient.withTransport(transport, configuration: GatewayClientConfiguration()) { _ in }
                Issue.record("the client was accepted")
            } catch {
                #expect((error as? GatewayClientError)?.code == code)
            }
        }
    }

    @Test func whatIsNoGatewayIsToldApart() async {
        for first: JSONValue in [["hello": "world"], ["type": "event", "event": "welcome"], "text"] {
            let transport = ScriptedTransport(first: [first]) { _ in [] }
            do {
                try await GatewayClient.withTransport(transport, configuration: GatewayClientConfiguration()) { _ in }
                Issue.record("a stranger was taken for a gateway")
            } catch {
                #expect((error as? GatewayClientError)?.code == .handshakeFailed)
                #expect(transport.received.isEmpty, "nothing is shown to what is no gateway")
            }
        }
    }

    @Test func aGatewayThatDoesNotAnswerIsGivenUp() async {
        let clock = ManualClock()
        let transport = ScriptedTransport(first: []) { _ in [] }
        let configuration = GatewayClientConfiguration(connectTimeout: .seconds(10), clock: clock)
        async let outcome: GatewayClientError? = {
            do {
                try await GatewayClient.withTransport(transport, configuration: configuration) { _ in }
                return nil
            } catch {
                return error as? GatewayClientError
            }
        }()
        await clock.waitForSleepers()
        clock.advance(by: .seconds(10))
        #expect(await outcome?.code == .timeout)
    }

    @Test func aChatStreamsItsAnswer() async throws {
        let answer: ScriptedTransport.Answer = { request in
            guard request["method"] == "chat.send", let run = request["params"]?["idempotencyKey"] else { return [] }
            func chat(_ rest: JSONObject) -> JSONValue {
                var payload: JSONObject = ["runId": run, "sessionKey": "agent:main:main"]
                payload.merge(rest)
                return ScriptedTransport.event("chat", .object(payload))
            }
            let message: JSONValue = ["role": "assistant", "content": [["type": "text", "text": "Hello world"]]]
            return [
                ScriptedTransport.ok(request, ["runId": run, "status": "started"]),
                ScriptedTransport.event("chat", ["runId": "another", "state": "delta", "deltaText": "no"]),
                chat(["state": "delta", "deltaText": "Hel"]), chat(["state": "delta", "deltaText": "lo "]),
                chat(["state": "final", "message": message, "stopReason": "stop"]),
            ]
        }
        try await self.connect(answer: answer) { (client, transport) async throws in
            var progress: [ChatProgress] = []
            let reply = try await client.chat("hi", session: "main") { progress.append($0) }
            #expect(reply.text == "Hello world")
            #expect(reply.stopReason == "stop")
            #expect(progress == [.delta("Hel"), .delta("lo "), .delta("world")])
            #expect(transport.received.last?["params"]?["sessionKey"] == "main")
            #expect(transport.received.last?["params"]?["message"] == "hi")
        }
    }
}
