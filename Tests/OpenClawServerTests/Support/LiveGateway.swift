// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire

/// A gateway on a free port of this machine, and ways to talk to it.
struct LiveGateway: Sendable {
    static let token = "test-token-0123456789"

    let gateway: Gateway
    let server: GatewayServer
    let port: UInt16
    let loops: EventLoopGroup
    let resolver: DNSResolver

    /// Runs `body` against a gateway that listens, then shuts it down.
    static func run(
        agents: [any Agent] = [EchoAgent(id: "main")],
        configuration: GatewayConfiguration = GatewayConfiguration(),
        authentication: ServerAuthentication = .token(Self.token),
        policy: GatewayServerConfiguration.Policy = .init(handshakeTimeout: .seconds(120), pingTimeout: .seconds(120)),
        origins: OriginPolicy = OriginPolicy(),
        metrics: Bool = false,
        pairingStore: (any PairingStore)? = nil,
        parts changeParts: (inout GatewayParts) -> Void = { _ in },
        waitsUntilReady: Bool = true,
        change: (inout GatewayServerConfiguration) -> Void = { _ in },
        _ body: @Sendable (LiveGateway) async throws -> Void
    ) async throws {
        let pool = BlockingPool()
        try await EventLoopGroup.withLoops(count: 2) { loops in
            var parts = GatewayParts(agents: agents, pairingStore: pairingStore)
            changeParts(&parts)
            let gateway = try Gateway(configuration: configuration, parts: parts)
            var settings = GatewayServerConfiguration(
                addresses: [.loopback(port: 0)],
                metricsAddress: metrics ? .loopback(port: 0) : nil,
                authentication: authentication,
                origins: origins,
                policy: policy
            )
            // Ten guesses take a busy machine longer than a minute.
            settings.failureLimit.window = .seconds(36_000)
            change(&settings)
            let server = try GatewayServer(gateway: gateway, configuration: settings, loops: loops)
            try server.bind()
            let live = LiveGateway(
                gateway: gateway,
                server: server,
                port: server.boundAddresses[0].port,
                loops: loops,
                resolver: DNSResolver(pool: pool)
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                try await eventually { gateway.phase != .idle && (!waitsUntilReady || gateway.phase == .running) }
                do {
                    try await body(live)
                } catch {
                    gateway.beginShutdown()
                    throw error
                }
                gateway.beginShutdown()
                try await group.waitForAll()
            }
        }
    }

    /// Opens a WebSocket without sending anything.
    /// - Parameter from: the address of the client as a proxy on this machine reports it; it counts when the proxy is trusted.
    func open(path: String = "/", origin: String? = nil, from: String? = nil, fields extra: [String: String] = [:]) async throws
        -> LiveSocket
    {
        let patient = WebSocketClientConfiguration(connectTimeout: .seconds(120), pingInterval: nil)
        let client = WebSocketClient(loops: self.loops, resolver: self.resolver, configuration: patient)
        var fields = HTTPFields()
        if let origin { fields.set(.origin, origin) }
        if let from { fields.set(.xForwardedFor, from) }
        for (name, value) in extra { fields.set(HTTPFieldName(name), value) }
        let url = try WireURL("ws://127.0.0.1:\(self.port)\(path)")
        return LiveSocket(connection: try await client.connect(to: url, fields: fields))
    }

    /// Opens a WebSocket and connects with the right token and every scope.
    func connect(minimum: Int = 4, maximum: Int = 4, mode: String = "ui", scopes: [String]? = nil) async throws -> LiveSocket {
        let socket = try await self.open()
        let hello = try await socket.call("connect", ConnectFrame.params(minimum: minimum, maximum: maximum, mode: mode, scopes: scopes))
        guard hello["type"]?.stringValue == "hello-ok" else { throw LiveSocket.Failure(frame: hello) }
        return socket
    }

    /// Makes a plain HTTP request.
    func http(
        _ method: HTTPMethod = .get,
        _ target: String,
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = []
    ) async throws -> (HTTPResponseHead, [UInt8]) {
        let client = HTTPClient(loops: self.loops, resolver: self.resolver)
        defer { client.shutDown() }
        let url = try WireURL("http://127.0.0.1:\(self.port)\(target)")
        let response = try await client.execute(HTTPClientRequest(method: method, url: url, fields: fields, body: body))
        return (response.head, try await response.collect(upTo: 4 << 20))
    }
}
