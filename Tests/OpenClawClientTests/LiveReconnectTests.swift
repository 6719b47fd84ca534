// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

@testable import OpenClawClient

/// `GatewayClient` over real sockets: a server that ends and starts again on its port, and certificates.
@Suite(.timeLimit(.minutes(5))) struct LiveReconnectTests {
    private static func configuration() -> GatewayClientConfiguration {
        var configuration = GatewayClientConfiguration(credentials: .token(Secret(ListeningGateway.token)))
        configuration.connectTimeout = .seconds(120)
        configuration.callTimeout = .seconds(600)
        configuration.reconnect = ReconnectPolicy(initialDelay: .milliseconds(5), maximumDelay: .milliseconds(20))
        return configuration
    }

    /// Methods that hold their callers, and whether somebody is held.
    private static func parts(_ held: Mailbox<String>) -> GatewayParts {
        let hold = Method.asynchronous("hold", .scopes(.read)) { call in
            held.offer(call.client.id.rawValue)
            _ = await Mailbox<Void>(capacity: 1).next()
            throw MethodError.unavailable("the gateway ended")
        }
        return GatewayParts(agents: [EchoAgent(id: "main")], methods: [hold])
    }

    @Test func aServerThatStartsAgainFindsItsClientWithItsSubscriptions() async throws {
        let port = Shared<UInt16>(0)
        let events = Mailbox<GatewayClientEvent>(capacity: 1_024, overflow: .dropOldest)
        let isUp = Mailbox<Void>(capacity: 4)
        try await BlockingPool.withPool(maximumThreads: 8) { pool in
            try await EventLoopGroup.withLoops(count: 2) { loops in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let held = Mailbox<String>(capacity: 8)
                    let first = try Gateway(parts: Self.parts(held))
                    let server = try GatewayServer(
                        gateway: first,
                        configuration: GatewayServerConfiguration(
                            addresses: [.loopback(port: 0)],
                            authentication: .token(ListeningGateway.token)
                        ),
                        loops: loops
                    )
                    try server.bind()
                    port.set(server.boundAddresses[0].port)
                    group.addTask { try await server.run() }
                    try await GatewayClient.withConnection(
                        to: "ws://127.0.0.1:\(port.value)",
                        configuration: Self.configuration(),
                        loops: loops,
                        resolver: DNSResolver(pool: pool),
                        events: events
                    ) { client in
                        _ = try await client.call("sessions.subscribe")
                        try await withThrowingTaskGroup(of: GatewayClientError?.self) { calls in
                            calls.addTask {
                                do throws(GatewayClientError) {
                                    _ = try await client.call("hold")
                                    return nil
                                } catch {
                                    return error
                                }
                            }
                            try await eventually { held.count == 1 }
                            let before = client.hello.connectionID
                            first.beginShutdown()
                            // What was on its way ends with an error that says what is known; nobody waits for its time to be over.
                            let error = try #require(try await calls.next() ?? nil)
                            #expect([.disconnected, .refused].contains(error.code))
                            if error.code == .refused { #expect(error.method?.code == .unavailable) }
                            try await eventually { !client.isConnected }
                            group.addTask {
                                try await ListeningGateway.run(loops: loops, pool: pool, port: port.value) { _ in
                                    _ = await isUp.next()
                                }
                            }
                            try await eventually { client.isConnected }
                            #expect(client.hello.connectionID != before)
                        }
                        // The subscription is there again: a change made by somebody else is heard of.
                        while let event = await events.next(), event.name != GatewayClientEvent.reconnected {}
                        _ = try await client.call("sessions.create", ["key": "agent:main:other", "label": "x"])
                        while let event = await events.next() {
                            if event.name == "sessions.changed", event.payload["sessionKey"] == "agent:main:other" { break }
                        }
                        isUp.close()
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func missingNumbersAreReportedBeforeTheEventThatShowsThem() async throws {
        let transport = ScriptedTransport { request in
            request["method"] == "connect"
                ? [ScriptedTransport.ok(request, ScriptedTransport.hello)]
                : [1, 2, 5, 6].map { ["type": "event", "event": "tick", "payload": [:], "seq": .int($0)] } + [
                    ScriptedTransport.ok(request, "done")
                ]
        }
        try await GatewayClient.withTransport(transport, configuration: GatewayClientConfiguration()) { client in
            try await client.withEvents { events in
                _ = try await client.call("go")
                var seen: [String] = []
                for _ in 0..<5 {
                    let event = try #require(await events.next())
                    seen.append(
                        event.sequence.map { "\($0)" }
                            ?? "\(event.name) \(event.payload["expected"] ?? .null) \(event.payload["received"] ?? .null)"
                    )
                }
                #expect(seen == ["1", "2", "client.gap 3 5", "5", "6"])
            }
        }
    }

    @Test func onlyTheCertificateWithTheFingerprintIsBelieved() async throws {
        let now = SystemWallClock().now().seconds
        let own = try TLSGeneratedCertificate.selfSigned(now: now)
        let other = try TLSGeneratedCertificate.selfSigned(now: now)
        let context = try TLSServerContext(TLSServerConfiguration(identity: own.identity))
        try await ListeningGateway.run(change: { $0.makeTransform = { TLSStreamTransform(server: context) } }) { gateway, _ in
            for (trust, isBelieved) in [
                (TLSTrust.fingerprints([own.certificate.fingerprint]), true), (.fingerprints([other.certificate.fingerprint]), false),
                (.system, false),
            ] {
                var configuration = Self.configuration()
                configuration.tls = TLSClientConfiguration(trust: trust)
                do {
                    let answer = try await GatewayClient.withConnection(
                        to: "wss://127.0.0.1:\(gateway.port)",
                        configuration: configuration,
                        loops: gateway.loops,
                        resolver: gateway.resolver
                    ) { client in try await client.call("health") }
                    #expect(isBelieved && answer["ok"] == true)
                } catch let error as GatewayClientError {
                    #expect(!isBelieved, "\(error)")
                    #expect(error.code == .untrusted)
                    #expect(!error.isRetryable)
                }
            }
        }
    }
}
