// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawClient

/// What a client promises, whatever lies between it and its gateway.
@Suite("GatewayClient over a socket and in the same process", .timeLimit(.minutes(5)))
struct ClientConformanceTests {
    enum Way: String, CaseIterable, Sendable { case socket, process }

    struct Promise: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var run: @Sendable (GatewayClient) async throws -> Void

        init(_ name: String, _ run: @escaping @Sendable (GatewayClient) async throws -> Void) {
            self.testDescription = name
            self.run = run
        }
    }

    private static func error(_ body: () async throws -> JSONValue) async -> GatewayClientError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? GatewayClientError
        }
    }

    static let promises: [Promise] = [
        Promise("hello names the version, the scopes and the methods") { (client) async throws in
            #expect(client.hello.protocolVersion == 4)
            #expect(client.hello.serverVersion == Gateway.version)
            #expect(client.hello.scopes.contains("operator.admin"))
            #expect(Set(["health", "chat.send", "agent", "node.invoke"]).isSubset(of: Set(client.hello.methods)))
            #expect(!client.hello.connectionID.isEmpty)
            #expect(client.isConnected && client.failure == nil)
        },
        Promise("a call is answered") { (client) async throws in #expect(try await client.call("health")["ok"] == true) },
        Promise("an unknown method and wrong parameters are refused with the gateway's words") { (client) async throws in
            for (method, params, words) in [
                ("no.such", [:], "unknown method: no.such"), ("chat.send", [:], "sessionKey"),
                ("chat.send", ["nonsense": 1], "unexpected property"),
                ("chat.history", ["sessionKey": "main", "limit": 0], "limit"),
            ] as [(String, JSONValue, String)] {
                let error = await Self.error { try await client.call(method, params) }
                #expect(error?.code == .refused)
                #expect(error?.method?.code == .invalidRequest)
                #expect(error?.message.contains(words) == true, "\(method): \(String(describing: error))")
                #expect(error?.isRetryable == false)
            }
        },
        Promise("a method that answers twice can be waited for to its end") { (client) async throws in
            let params: JSONValue = ["message": "hello", "sessionKey": "main", "idempotencyKey": "a"]
            #expect(try await client.call("agent", params)["status"] == "accepted")
            let final = try await client.call(
                "agent",
                ["message": "hello", "sessionKey": "main", "idempotencyKey": "b"],
                expectsFinal: true
            )
            #expect(final["result"]?["payloads"]?[0]?["text"] == "hello")
        },
        Promise("many calls at once each get their own answer") { (client) async throws in
            let answers = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let key: JSONValue = .string("agent:main:s\(number)")
                        return (number, try await client.call("sessions.create", ["key": key])["key"]?.stringValue)
                    }
                }
                return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            for number in 0..<32 { #expect(answers[number] == "agent:main:s\(number)") }
        },
        Promise("a chat streams its words and ends with the whole answer") { (client) async throws in
            var deltas = ""
            let answer = try await client.chat("what a day", session: "main") { if case .delta(let text) = $0 { deltas += text } }
            #expect(answer.text == "what a day")
            #expect(deltas.isEmpty || answer.text.hasPrefix(deltas) || deltas.hasPrefix(answer.text))
        },
        Promise("events of a subscription come in their order, and none is missing") { (client) async throws in
            _ = try await client.call("sessions.messages.subscribe", ["key": "main"])
            try await client.withEvents { events in
                _ = try await client.call("chat.send", ["sessionKey": "main", "message": "hi", "idempotencyKey": "e"])
                var last: Int?
                while let event = await events.next() {
                    #expect(event.name != GatewayClientEvent.gap)
                    if let sequence = event.sequence {
                        if let last { #expect(sequence == last + 1) }
                        last = sequence
                    }
                    if event.name == "chat", event.payload["state"] == "final" { break }
                }
            }
        },
        Promise("a call that takes too long ends with its time") { (client) async throws in
            let error = await Self.error {
                try await client.call("agent.wait", ["runId": "nobody", "timeoutMs": 600_000], timeout: .milliseconds(10))
            }
            #expect(error?.code == .timeout)
            #expect(error?.isRetryable == true)
            #expect(try await client.call("health")["ok"] == true)
        },
        Promise("a call in a task that is cancelled ends") { (client) async throws in
            let error = await withTaskGroup(of: GatewayClientError?.self) { group in
                group.addTask { await Self.error { try await client.call("agent.wait", ["runId": "nobody", "timeoutMs": 600_000]) } }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error?.code == .cancelled)
            #expect(try await client.call("health")["ok"] == true)
        },
        Promise("a repeated key is answered and not carried out again") { (client) async throws in
            let params: JSONValue = ["sessionKey": "main", "message": "once", "idempotencyKey": "once"]
            #expect(try await client.call("chat.send", params)["status"] == "started")
            _ = try await client.call("agent.wait", ["runId": "once"])
            #expect(try await client.call("chat.send", params)["status"] == "ok")
            let messages = try await client.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue ?? []
            #expect(messages.count { $0["role"] == "user" } == 1)
        },
    ]

    @Test(arguments: promises, Way.allCases)
    func keepsItsPromises(_ promise: Promise, over way: Way) async throws {
        var configuration = GatewayClientConfiguration(credentials: .token(Secret(ListeningGateway.token)))
        configuration.connectTimeout = .seconds(120)
        configuration.callTimeout = .seconds(600)
        let settings = configuration
        try await ListeningGateway.run { gateway, _ in
            switch way {
            case .socket:
                try await GatewayClient.withConnection(
                    to: gateway.url,
                    configuration: settings,
                    loops: gateway.loops,
                    resolver: gateway.resolver
                ) { try await promise.run($0) }
            case .process:
                try await GatewayClient.withConnection(to: gateway.gateway, configuration: settings) { try await promise.run($0) }
            }
        }
    }
}
