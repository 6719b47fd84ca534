// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawNet

/// Where and how a gateway is put on a listener.
public struct GatewayServerConfiguration: Sendable {
    /// The bounds of the gateway protocol (PROTOCOL 1.2).
    public struct Policy: Sendable {
        /// The largest frame before authentication, in bytes.
        public var maximumPreAuthPayload: Int
        /// The largest frame after authentication, in bytes.
        public var maximumPayload: Int
        /// How many bytes may wait for a slow client before events are skipped or the connection is closed.
        public var maximumBufferedBytes: Int
        /// The time between two `tick` events.
        public var tickInterval: Duration
        /// How long a connection may take to authenticate.
        public var handshakeTimeout: Duration
        /// The time between two pings.
        public var pingInterval: Duration
        /// How long a client may send nothing before it is disconnected; zero is for ever.
        public var idleTimeout: Duration
        /// How long a ping may stay without an answer.
        public var pingTimeout: Duration
        /// How long a client may take nothing of what waits for it before its connection ends.
        public var writeStallTimeout: Duration

        /// Makes bounds.
        public init(
            maximumPreAuthPayload: Int = 64 << 10,
            maximumPayload: Int = 26_214_400,
            maximumBufferedBytes: Int = 52_428_800,
            tickInterval: Duration = .seconds(30),
            handshakeTimeout: Duration = .seconds(15),
            pingInterval: Duration = .seconds(30),
            pingTimeout: Duration = .seconds(10),
            idleTimeout: Duration = .zero,
            writeStallTimeout: Duration = .seconds(60)
        ) {
            self.maximumPreAuthPayload = maximumPreAuthPayload
            self.maximumPayload = maximumPayload
            self.maximumBufferedBytes = maximumBufferedBytes
            self.tickInterval = tickInterval
            self.handshakeTimeout = handshakeTimeout
            self.pingInterval = pingInterval
            self.pingTimeout = pingTimeout
            self.idleTimeout = idleTimeout
            self.writeStallTimeout = writeStallTimeout
        }
    }

    /// The addresses to listen on; the first is the main one. Port 0 takes a free port.
    public var addresses: [SocketAddress]
    /// Addresses on which ``makeTransform`` is used when it is not used on ``addresses``; empty uses it there.
    public var secureAddresses: [SocketAddress]
    /// Where `/metrics` answers without authorisation; `nil` nowhere. A port in use is logged, not an error.
    public var metricsAddress: SocketAddress?
    /// How clients prove who they are.
    public var authentication: ServerAuthentication
    /// Checks signed tokens, which count beside ``authentication``; `nil` accepts none.
    public var signedTokens: SignedTokenKey?
    /// Which web pages may connect.
    public var origins: OriginPolicy
    /// Whether the control page may use its scopes from another machine over plain HTTP.
    public var allowsInsecureControlPage: Bool
    /// Whether the control page is served.
    public var servesControlPage: Bool
    /// The path below which the control page is.
    public var controlPagePath: String
    /// Which interfaces the port has beside the gateway protocol.
    public var endpoints: HTTPEndpoints
    /// The bounds of the protocol.
    public var policy: Policy
    /// How many connections may be open.
    public var maximumConnections: Int
    /// How many connections may be open that have not authenticated.
    public var maximumPendingConnections: Int
    /// How many sockets of one address may be open that have not authenticated; programs on the machine itself are not counted.
    public var maximumUnauthenticatedPerAddress: Int
    /// Addresses that may connect; empty lets all. Programs on the machine itself always may.
    public var allowedNetworks: [IPNetwork]
    /// How many wrong credentials an address may show.
    public var failureLimit: FailureLimit
    /// How many requests an address may make; `nil` does not count.
    public var requestLimit: RequestLimit?
    /// Where nodes may come from whose devices are paired without asking; their commands are approved by a person all the same.
    public var trustedNodeNetworks: [IPNetwork]
    /// Peers whose forwarding fields are believed.
    public var trustedProxies: [IPNetwork]
    /// The login name of the user an address of the tailnet belongs to, for clients that come through `tailscale serve`; `nil` reads nothing
    /// of what they say.
    public var identifyTailscaleAddress: (@Sendable (String) async -> String?)?
    /// TLS, made for each connection; `nil` is plain text.
    public var makeTransform: (@Sendable () -> any StreamTransform)?
    /// Shown to admins in `hello-ok`.
    public var configurationPath: String?
    /// Shown to admins in `hello-ok`.
    public var stateDirectory: String?

    /// Makes a configuration; by default loopback on port 18789.
    public init(
        addresses: [SocketAddress] = [.loopback(port: 18_789)],
        secureAddresses: [SocketAddress] = [],
        metricsAddress: SocketAddress? = nil,
        authentication: ServerAuthentication,
        signedTokens: SignedTokenKey? = nil,
        origins: OriginPolicy = OriginPolicy(),
        allowsInsecureControlPage: Bool = false,
        servesControlPage: Bool = true,
        controlPagePath: String = "/",
        endpoints: HTTPEndpoints = HTTPEndpoints(),
        policy: Policy = Policy(),
        maximumConnections: Int = 20_000,
        maximumPendingConnections: Int = 1_024,
        maximumUnauthenticatedPerAddress: Int = 64,
        allowedNetworks: [IPNetwork] = [],
        failureLimit: FailureLimit = FailureLimit(),
        requestLimit: RequestLimit? = nil,
        trustedNodeNetworks: [IPNetwork] = [],
        trustedProxies: [IPNetwork] = [],
        identifyTailscaleAddress: (@Sendable (String) async -> String?)? = nil,
        makeTransform: (@Sendable () -> any StreamTransform)? = nil,
        configurationPath: String? = nil,
        stateDirectory: String? = nil
    ) {
        self.addresses = addresses
        self.secureAddresses = secureAddresses
        self.metricsAddress = metricsAddress
        self.authentication = authentication
        self.signedTokens = signedTokens
        self.origins = origins
        self.allowsInsecureControlPage = allowsInsecureControlPage
        self.servesControlPage = servesControlPage
        self.controlPagePath = controlPagePath
        self.endpoints = endpoints
        self.policy = policy
        self.maximumConnections = maximumConnections
        self.maximumPendingConnections = maximumPendingConnections
        self.maximumUnauthenticatedPerAddress = maximumUnauthenticatedPerAddress
        self.allowedNetworks = allowedNetworks
        self.failureLimit = failureLimit
        self.requestLimit = requestLimit
        self.trustedNodeNetworks = trustedNodeNetworks
        self.trustedProxies = trustedProxies
        self.identifyTailscaleAddress = identifyTailscaleAddress
        self.makeTransform = makeTransform
        self.configurationPath = configurationPath
        self.stateDirectory = stateDirectory
    }
}
