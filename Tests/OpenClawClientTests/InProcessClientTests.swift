// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@testable import OpenClawClient

/// The same calls without a socket.
@Suite("GatewayClient in process", .timeLimit(.minutes(10)))
struct InProcessClientTests {
    private func run(
        _ configuration: GatewayClientConfiguration = GatewayClientConfiguration(),
        _ body: @escaping @Sendable (GatewayClient, Gateway) async throws -> Void
    ) async throws {
        let gateway = try Gateway(configuration: GatewayConfiguration(), parts: GatewayParts(agents: [EchoAgent(id: "main")]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gateway.run() }
            try await eventually { gateway.phase == .running }
            do {
                try await GatewayClient.withConnection(to: gateway, configuration: configuration) { try await body($0, gateway) }
            } catch {
                gateway.beginShutdown()
                throw error
            }
            gateway.beginShutdown()
            try await group.waitForAll()
        }
    }

    @Test func methodsChatsAndEventsAreThoseOfTheSocket() async throws {
        try await self.run { client, _ in
            #expect(client.hello.methods.contains("chat.send"))
            #expect(try await client.call("health")["ok"] == true)
            var progress: [ChatProgress] = []
            let answer = try await client.chat("hello") { progress.append($0) }
            #expect(answer.text.contains("hello"))
            #expect(!progress.isEmpty)
            _ = try await client.call("sessions.subscribe")
            try await client.withEvents { events in
                _ = try await client.call("sessions.patch", ["key": "main", "label": "x"])
                var names: [String] = []
                while names.last != "sessions.changed", let event = await events.next() { names.append(event.name) }
                #expect(names.last == "sessions.changed")
            }
        }
    }

    @Test func aMethodsErrorIsTheSame() async throws {
        try await self.run { (client, _) async throws in
            do throws(GatewayClientError) {
                _ = try await client.call("no.such.method")
                Issue.record("the call succeeded")
            } catch {
                #expect(error.code == .refused)
                #expect(error.method?.code == .invalidRequest)
            }
        }
    }

    @Test func scopesCountHereToo() async throws {
        var configuration = GatewayClientConfiguration()
        configuration.scopes = [.read]
        try await self.run(configuration) { (client, _) async throws in
            #expect(try await client.call("sessions.list")["sessions"] != nil)
            do throws(GatewayClientError) {
                _ = try await client.chat("hello")
                Issue.record("the call succeeded")
            } catch {
                #expect(error.code == .refused)
                #expect(error.message.contains("operator.write"))
            }
        }
    }
}
