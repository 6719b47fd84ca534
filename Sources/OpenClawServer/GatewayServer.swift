// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// A gateway on a listener: the gateway protocol over WebSocket, the probes, the metrics and the control page, on one port.
///
/// ```swift
/// try await EventLoopGroup.withLoops(count: 1) { loops in
///     let server = try GatewayServer(gateway: gateway, configuration: .init(authentication: .token(secret)), loops: loops)
///     try server.bind()
///     try await server.run()
/// }
/// ```
public final class GatewayServer: Service {
    /// The gateway.
    public let gateway: Gateway
    private let configuration: GatewayServerConfiguration
    private let loops: EventLoopGroup
    private let fanOuts: [LoopFanOut]
    private let shared: ServerShared
    private let http: HTTPServer
    private let metrics: HTTPServer?

    /// Makes a server; nothing is opened yet.
    public init(gateway: Gateway, configuration: GatewayServerConfiguration, loops: EventLoopGroup) throws {
        self.gateway = gateway
        self.configuration = configuration
        self.loops = loops
        let shared = ServerShared(gateway: gateway, configuration: configuration)
        self.shared = shared
        self.fanOuts = loops.loops.map { LoopFanOut(loop: $0, gateway: gateway) }
        let plainTransform = configuration.secureAddresses.isEmpty ? configuration.makeTransform : nil
        let plain = configuration.addresses.map { HTTPListenerConfiguration(address: $0, makeTransform: plainTransform) }
        let secure = configuration.secureAddresses.map {
            HTTPListenerConfiguration(name: "tls", address: $0, makeTransform: configuration.makeTransform)
        }
        self.http = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: plain + secure,
                maximumConnections: configuration.maximumConnections,
                maximumPendingConnections: configuration.maximumPendingConnections,
                trustedProxies: configuration.trustedProxies
            ),
            loops: loops,
            handler: try GatewayHTTPHandler(server: shared, fanOuts: self.fanOuts)
        )
        self.metrics = configuration.metricsAddress.map { address in
            HTTPServer(
                configuration: HTTPServerConfiguration(
                    listeners: [HTTPListenerConfiguration(name: "metrics", address: address)],
                    maximumConnections: 64
                ),
                loops: loops,
                handler: MetricsHTTPHandler(metrics: gateway.configuration.metrics)
            )
        }
    }

    /// Opens the listeners.
    /// - Throws: `IOError`; a port in use has `isAddressInUse`.
    public func bind() throws(IOError) { try self.http.bind() }

    /// How many connections are open on the gateway's ports.
    package var connectionCount: Int { self.http.connectionCount }

    /// The addresses the server listens on; empty before ``bind()``.
    public var boundAddresses: [SocketAddress] { self.http.boundAddresses }

    /// What counts as authentication at this moment.
    public var authentication: AuthenticationSettings { self.shared.authentication.snapshot.settings }

    /// Replaces what counts as authentication, for instance after the token was changed.
    ///
    /// Handshakes and requests from now on go by the new settings; connections that were opened with what counts no longer end with
    /// 4001 at once. Devices that were let in with their own tokens stay.
    public func replaceAuthentication(_ settings: AuthenticationSettings) {
        let before = self.shared.authentication.snapshot.settings
        let isOver = self.shared.authentication.replace(settings)
        if before.mode != settings.mode { self.gateway.endSetupCodes() }
        for client in self.gateway.clients.clients(where: { isOver($0.credential) }) {
            client.endAccess("gateway auth changed")
        }
    }

    /// Replaces what is read for each handshake and request: which pages may connect, and which interfaces there are.
    public func replace(origins: OriginPolicy, endpoints: HTTPEndpoints) {
        self.shared.origins.snapshot = origins
        self.shared.endpoints = endpoints
    }

    /// Runs the gateway and its listeners until a graceful shutdown or cancellation.
    ///
    /// A graceful shutdown lets running turns end and their events reach the clients, then closes the sockets with 1012.
    public func run() async throws {
        if self.http.boundAddresses.isEmpty { try self.bind() }
        let metrics = self.bindMetrics()
        let policy = self.configuration.policy
        let wallClock = self.gateway.configuration.wallClock
        for fanOut in self.fanOuts {
            self.gateway.events.add(fanOut)
            fanOut.loop.execute {
                fanOut.startTicking(every: policy.tickInterval, wallClock: wallClock)
                if policy.idleTimeout > .zero { fanOut.endIdleSessions(after: policy.idleTimeout) }
            }
        }
        defer {
            for fanOut in self.fanOuts {
                self.gateway.events.remove(fanOut)
                fanOut.loop.execute { fanOut.stopTicking() }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.http.run() }
            if let metrics { group.addTask { try await metrics.run() } }
            group.addTask(executorPreference: self.loops.loops.first) {
                defer {
                    self.http.shutdown()
                    metrics?.shutdown()
                }
                try await self.gateway.run()
            }
            do {
                try await group.waitForAll()
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// Opens the metrics listener; a port in use only costs the metrics.
    private func bindMetrics() -> HTTPServer? {
        guard let metrics, let address = self.configuration.metricsAddress else { return nil }
        do {
            try metrics.bind()
            return metrics
        } catch {
            self.gateway.configuration.logger.warn(
                "metrics.unavailable",
                ["address": .string("\(address)"), "error": .string("\(error)")]
            )
            return nil
        }
    }
}
