// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Limits, times and addresses of an HTTP server.
public struct HTTPServerConfiguration: Sendable {
    /// The ports.
    public var listeners: [HTTPListenerConfiguration]
    /// Bounds of request heads. The body limit is set by each action.
    public var limits: HTTPLimits
    /// Bounds of output.
    public var stream: StreamOptions
    /// The time for a complete head, counted from the connection or from the head's first byte.
    public var headTimeout: Duration
    /// How long a connection may stay open between requests.
    public var idleTimeout: Duration
    /// The time for a complete body, counted from its head.
    public var bodyTimeout: Duration
    /// How many connections may be open; more are answered with 503 and closed.
    public var maximumConnections: Int
    /// How many connections may be open which have neither completed a request nor had their WebSocket established.
    public var maximumPendingConnections: Int
    /// How many connections wait in the kernel's queue.
    public var backlog: Int32
    /// Peers whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var trustedProxies: [IPNetwork]
    /// How long a graceful shutdown waits for running responses and WebSockets.
    public var shutdownTimeout: Duration

    /// Makes a configuration.
    public init(
        listeners: [HTTPListenerConfiguration],
        limits: HTTPLimits = HTTPLimits(),
        stream: StreamOptions = StreamOptions(),
        headTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(75),
        bodyTimeout: Duration = .seconds(60),
        maximumConnections: Int = 20_000,
        maximumPendingConnections: Int = 1_024,
        backlog: Int32 = 1024,
        trustedProxies: [IPNetwork] = [],
        shutdownTimeout: Duration = .seconds(10)
    ) {
        self.listeners = listeners
        self.limits = limits
        self.stream = stream
        self.headTimeout = headTimeout
        self.idleTimeout = idleTimeout
        self.bodyTimeout = bodyTimeout
        self.maximumConnections = maximumConnections
        self.maximumPendingConnections = maximumPendingConnections
        self.backlog = backlog
        self.trustedProxies = trustedProxies
        self.shutdownTimeout = shutdownTimeout
    }
}
