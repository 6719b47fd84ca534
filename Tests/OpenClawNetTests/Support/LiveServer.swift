// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// A server on a free port with whatever a test needs to talk to it.
struct LiveServer: Sendable {
    let loops: EventLoopGroup
    let resolver: DNSResolver
    let server: HTTPServer
    let address: SocketAddress
    let isSecure: Bool

    func url(_ target: String = "/", host: String = "127.0.0.1", webSocket: Bool = false) throws -> WireURL {
        let scheme = webSocket ? (isSecure ? "wss" : "ws") : (isSecure ? "https" : "http")
        return try WireURL("\(scheme)://\(host):\(address.port)\(target)")
    }

    /// Runs `body` while `handler` is served.
    static func run(
        tls: TLSServerContext? = nil,
        at address: SocketAddress = .loopback(port: 0),
        loops count: Int = 2,
        _ handler: @escaping @Sendable (HTTPServerRequest) -> HTTPServerAction,
        _ body: @Sendable (LiveServer) async throws -> Void
    ) async throws {
        try await BlockingPool.withPool { pool in
            try await EventLoopGroup.withLoops(count: count) { loops in
                let listener =
                    tls.map { HTTPListenerConfiguration(address: address, tls: $0) }
                    ?? HTTPListenerConfiguration(address: address)
                let server = HTTPServer(
                    configuration: HTTPServerConfiguration(
                        listeners: [listener],
                        headTimeout: .seconds(120),
                        shutdownTimeout: .milliseconds(200)
                    ),
                    loops: loops,
                    handler: Handler(handle: handler)
                )
                try server.bind()
                let test = LiveServer(
                    loops: loops,
                    resolver: DNSResolver(pool: pool),
                    server: server,
                    address: server.boundAddresses[0],
                    isSecure: tls != nil
                )
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await server.run() }
                    do {
                        try await body(test)
                    } catch {
                        server.shutdown()
                        throw error
                    }
                    server.shutdown()
                    try await group.waitForAll()
                }
            }
        }
    }

    private struct Handler: HTTPServerHandler {
        let handle: @Sendable (HTTPServerRequest) -> HTTPServerAction
        func handle(_ request: HTTPServerRequest) -> HTTPServerAction { handle(request) }
    }
}
