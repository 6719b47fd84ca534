// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawClient

/// What becomes of calls, events and subscriptions when the connection is lost.
@Suite("GatewayClient reconnecting", .timeLimit(.minutes(10)))
struct GatewayReconnectTests {
    private let clock = ManualClock()

    private var configuration: GatewayClientConfiguration {
        GatewayClientConfiguration(
            callTimeout: .seconds(100_000),
            reconnect: ReconnectPolicy(jitter: 0),
            clock: self.clock
        )
    }

    /// A gateway that accepts everybody and answers as `answer` says.
    private func transport(_ answer: @escaping ScriptedTransport.Answer = { _ in [] }) -> ScriptedTransport {
        ScriptedTransport { request in
            request["method"] == "connect" ? [ScriptedTransport.ok(request, ScriptedTransport.hello)] : answer(request)
        }
    }

    /// Moves the clock on until the client has tried so often.
    private func wait(_ connector: ScriptedConnector, attempts: Int) async throws {
        try await eventually {
            if connector.attempts < attempts, self.clock.sleeperCount > 0 { self.clock.advance(by: .seconds(1)) }
            return connector.attempts >= attempts
        }
    }

    private func error(_ body: () async throws -> JSONValue) async -> GatewayClientError? {
        do {
            _ = try await body()
            return nil
        } catch { return error as? GatewayClientError }
    }

    @Test func aLostConnectionIsOpenedAgainAndReadersAreTold() async throws {
        let first = self.transport()
        let second = self.transport { [ScriptedTransport.ok($0, "here")] }
        let connector = ScriptedConnector(
            self.configuration,
            [.transport(first), .failure(GatewayClientError(.unreachable, "down")), .transport(second)]
        )
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            try await client.withEvents { events in
                first.hangUp("service restart")
                #expect(await events.next()?.name == GatewayClientEvent.disconnected)
                #expect(!client.isConnected)
                try await self.wait(connector, attempts: 3)
                #expect(await events.next()?.name == GatewayClientEvent.reconnected)
                #expect(try await client.call("where") == "here")
                #expect(client.failure == nil)
            }
        }
    }

    @Test func aCallOnItsWayFailsAndIsNotSentAgain() async throws {
        let first = self.transport()
        let second = self.transport()
        let connector = ScriptedConnector(self.configuration, [.transport(first), .transport(second)])
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            async let outcome = self.error { try await client.call("sessions.reset", ["key": "main"]) }
            try await eventually { first.received.count == 2 }
            first.hangUp("")
            let error = await outcome
            #expect(error?.code == .disconnected)
            #expect(error?.isRetryable == true)
            try await self.wait(connector, attempts: 2)
            try await eventually { client.isConnected }
            #expect(second.received.map { $0["method"] } == ["connect"])
        }
    }

    @Test func aCallWithAKeyIsSentAgainUnderTheSameKey() async throws {
        let first = self.transport()
        let second = self.transport { [ScriptedTransport.ok($0, ["seen": $0["params"]?["idempotencyKey"] ?? .null])] }
        let connector = ScriptedConnector(self.configuration, [.transport(first), .transport(second)])
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            async let answer = client.call("send", ["idempotencyKey": "k1"])
            try await eventually { first.received.count == 2 }
            first.hangUp("")
            try await self.wait(connector, attempts: 2)
            #expect(try await answer == ["seen": "k1"])
        }
    }

    @Test func aCallMadeWithoutAConnectionWaitsForTheNextOne() async throws {
        let first = self.transport()
        let second = self.transport { [ScriptedTransport.ok($0, "late")] }
        let connector = ScriptedConnector(self.configuration, [.transport(first), .transport(second)])
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            first.hangUp("")
            try await eventually { !client.isConnected }
            async let answer = client.call("health")
            try await self.wait(connector, attempts: 2)
            #expect(try await answer == "late")
            #expect(first.received.count == 1)
        }
    }

    @Test func subscriptionsAreMadeAgainBeforeAnythingElse() async throws {
        let answer: ScriptedTransport.Answer = { [ScriptedTransport.ok($0, [:])] }
        let first = self.transport { $0["method"] == "send" ? [] : answer($0) }
        let second = self.transport(answer)
        let connector = ScriptedConnector(self.configuration, [.transport(first), .transport(second)])
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            _ = try await client.call("sessions.subscribe")
            _ = try await client.call("sessions.messages.subscribe", ["key": "main"])
            async let sent = client.call("send", ["idempotencyKey": "k"])
            try await eventually { first.received.count == 4 }
            first.hangUp("")
            try await self.wait(connector, attempts: 2)
            _ = try await sent
            #expect(
                second.received.map { $0["method"] } == ["connect", "sessions.subscribe", "sessions.messages.subscribe", "send"]
            )
            #expect(second.received[2]["params"] == ["key": "main"])
        }
    }

    @Test func aRefusalEndsTheClient() async throws {
        let first = self.transport()
        let connector = ScriptedConnector(
            self.configuration,
            [.transport(first), .failure(GatewayClientError(.unauthorized, "token mismatch"))]
        )
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            try await client.withEvents { events in
                first.hangUp("gateway auth changed")
                try await self.wait(connector, attempts: 2)
                while await events.next() != nil {}
            }
            #expect(client.failure?.code == .unauthorized)
            #expect(await self.error { try await client.call("health") }?.code == .unauthorized)
            #expect(connector.attempts == 2)
        }
    }

    @Test func theFirstAttemptIsNotRepeated() async {
        let connector = ScriptedConnector(self.configuration, [.failure(GatewayClientError(.unreachable, "down"))])
        await #expect(throws: GatewayClientError.self) {
            try await GatewayClient.withConnector(connector, configuration: self.configuration) { _ in }
        }
        #expect(connector.attempts == 1)
    }

    @Test func attemptsCanBeBounded() async throws {
        let first = self.transport()
        var configuration = self.configuration
        configuration.reconnect?.maximumAttempts = 2
        let down = ScriptedConnector.Step.failure(GatewayClientError(.unreachable, "down"))
        let connector = ScriptedConnector(configuration, [.transport(first), down, down, down])
        try await GatewayClient.withConnector(connector, configuration: configuration) { client in
            first.hangUp("")
            try await self.wait(connector, attempts: 3)
            try await eventually { client.failure != nil }
            #expect(client.failure?.code == .unreachable)
            #expect(client.failure?.message.contains("2 attempts") == true)
        }
    }

    @Test func aChatGoesOnAfterTheConnectionWasLost() async throws {
        let first = self.transport { [ScriptedTransport.ok($0, ["status": "started"])] }
        let second = self.transport { request in
            switch request["method"]?.stringValue {
            case "chat.send": return [ScriptedTransport.ok(request, ["status": "ok"])]
            case "chat.history":
                let message: JSONValue = ["role": "assistant", "content": [["type": "text", "text": "Hello"]]]
                return [ScriptedTransport.ok(request, ["messages": [message]])]
            default: return []
            }
        }
        let connector = ScriptedConnector(self.configuration, [.transport(first), .transport(second)])
        try await GatewayClient.withConnector(connector, configuration: self.configuration) { client in
            async let answer = client.chat("hi")
            try await eventually { first.received.count == 2 }
            first.hangUp("")
            try await self.wait(connector, attempts: 2)
            #expect(try await answer.text == "Hello")
            let keys = [first.received[1], second.received[2]].map { $0["params"]?["idempotencyKey"] }
            #expect(keys[0] == keys[1])
        }
    }
}
