// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Synchronization

/// A gateway on a port of this machine, for clients over real sockets. It may be ended and started again on the same port.
struct ListeningGateway: Sendable {
    static let token = "test-token-0123456789"

    let gateway: Gateway
    let server: GatewayServer
    let port: UInt16
    let loops: EventLoopGroup
    let resolver: DNSResolver

    var url: String { "ws://127.0.0.1:\(self.port)" }

    /// Runs `body` against a gateway that listens, then shuts it down.
    static func run(
        loops: EventLoopGroup,
        pool: BlockingPool,
        port: UInt16 = 0,
        configuration: GatewayConfiguration = GatewayConfiguration(),
        parts: GatewayParts = GatewayParts(agents: [EchoAgent(id: "main")]),
        change: (inout GatewayServerConfiguration) -> Void = { _ in },
        _ body: (ListeningGateway) async throws -> Void
    ) async throws {
        let gateway = try Gateway(configuration: configuration, parts: parts)
        var settings = GatewayServerConfiguration(
            addresses: [.loopback(port: port)],
            authentication: .token(Self.token),
            policy: .init(handshakeTimeout: .seconds(120), pingTimeout: .seconds(120))
        )
        change(&settings)
        let server = try GatewayServer(gateway: gateway, configuration: settings, loops: loops)
        try server.bind()
        let listening = ListeningGateway(
            gateway: gateway,
            server: server,
            port: server.boundAddresses[0].port,
            loops: loops,
            resolver: DNSResolver(pool: pool)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await eventually { gateway.phase == .running }
            do {
                try await body(listening)
            } catch {
                gateway.beginShutdown()
                throw error
            }
            gateway.beginShutdown()
            try await group.waitForAll()
        }
    }

    /// The same with loops of its own.
    static func run(
        configuration: GatewayConfiguration = GatewayConfiguration(),
        parts: GatewayParts = GatewayParts(agents: [EchoAgent(id: "main")]),
        change: (inout GatewayServerConfiguration) -> Void = { _ in },
        _ body: (ListeningGateway, BlockingPool) async throws -> Void
    ) async throws {
        try await BlockingPool.withPool(maximumThreads: 8) { pool in
            try await EventLoopGroup.withLoops(count: 2) { loops in
                try await Self.run(loops: loops, pool: pool, configuration: configuration, parts: parts, change: change) { gateway in
                    try await body(gateway, pool)
                }
            }
        }
    }
}

/// A value that several tasks of a test share.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { self.state = Mutex(value) }

    var value: Value { self.state.withLock { $0 } }

    func set(_ value: Value) { self.state.withLock { $0 = value } }

    func change(_ body: (inout Value) -> Void) { self.state.withLock { body(&$0) } }
}

/// Keeps pairings from one gateway to the next in the same test.
final class KeptPairings: PairingStore {
    private let book = Mutex(PairingBook())

    func load() throws(PairingError) -> PairingBook { self.book.withLock { $0 } }

    func save(_ book: PairingBook) async throws(PairingError) { self.book.withLock { $0 = book } }
}
