// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Limits, times and trust of an HTTP client.
public struct HTTPClientConfiguration: Sendable {
    /// Whose certificates are believed for https.
    public var tls: TLSClientConfiguration
    /// Time limits unless a request has its own.
    public var timeouts: HTTPClientTimeouts
    /// Redirects unless a request says otherwise.
    public var redirects: HTTPRedirects
    /// The most connections to one scheme, host and port.
    public var maximumConnectionsPerOrigin: Int
    /// The most connections altogether.
    public var maximumConnections: Int
    /// The most requests that wait for a connection to one origin.
    public var maximumWaiting: Int
    /// How long a connection is kept for another request; servers often close after 60 seconds or more.
    public var idleTimeout: Duration
    /// Which hosts may be connected to, also after a redirect.
    public var addresses: AddressPolicy
    /// Limits of response heads, and of content: by default its length is only limited by who collects it.
    public var limits: HTTPLimits
    /// How many bytes of content may wait for a slow reader before the client stops reading from the server.
    public var readAhead: Int
    /// The value of `User-Agent` unless a request has one; nil for none.
    public var userAgent: String?

    /// Creates a configuration.
    public init(
        tls: TLSClientConfiguration = TLSClientConfiguration(),
        timeouts: HTTPClientTimeouts = HTTPClientTimeouts(),
        redirects: HTTPRedirects = .none,
        maximumConnectionsPerOrigin: Int = 32,
        maximumConnections: Int = 256,
        maximumWaiting: Int = 1024,
        idleTimeout: Duration = .seconds(30),
        addresses: AddressPolicy = .any,
        limits: HTTPLimits = HTTPLimits(bodyBytes: .max),
        readAhead: Int = 256 * 1024,
        userAgent: String? = "OpenClaw-Swift"
    ) {
        self.tls = tls
        self.timeouts = timeouts
        self.redirects = redirects
        self.maximumConnectionsPerOrigin = max(1, maximumConnectionsPerOrigin)
        self.maximumConnections = max(1, maximumConnections)
        self.maximumWaiting = max(0, maximumWaiting)
        self.idleTimeout = idleTimeout
        self.addresses = addresses
        self.limits = limits
        self.readAhead = max(1, readAhead)
        self.userAgent = userAgent
    }
}
