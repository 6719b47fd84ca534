// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// Who a client says it is, and how long it waits.
public struct GatewayClientConfiguration: Sendable {
    /// What it shows the gateway.
    public var credentials: GatewayCredentials
    /// The device that signs for it; `nil` connects without one.
    public var device: DeviceIdentity?
    /// What it connects as.
    public var role: Role
    /// The commands it offers as a node.
    public var commands: [String]
    /// What it says about itself.
    public var client: ClientInfo
    /// What it wants to be allowed.
    public var scopes: ScopeSet
    /// What it can take, for instance `tool-events`.
    public var capabilities: [String]
    /// Whose certificates are believed for `wss` addresses.
    public var tls: TLSClientConfiguration
    /// How long connecting and signing in may take together.
    public var connectTimeout: Duration
    /// How long a call may take unless it says otherwise.
    public var callTimeout: Duration
    /// How a lost connection is opened again; `nil` ends the client with its connection.
    public var reconnect: ReconnectPolicy?
    /// How many events may wait for a reader before the oldest are dropped.
    public var eventCapacity: Int
    /// Measures both.
    public var clock: any Clock<Duration>
    /// Makes identifiers of runs.
    public var identifiers: any IDGenerator
    /// Spreads the waits before new attempts to connect.
    public var random: any RandomSource

    /// Makes a configuration.
    public init(
        credentials: GatewayCredentials = .none,
        device: DeviceIdentity? = nil,
        role: Role = .operator,
        commands: [String] = [],
        client: ClientInfo = ClientInfo(id: "cli", version: Gateway.version, platform: Self.platform, mode: "cli"),
        scopes: ScopeSet = .all,
        capabilities: [String] = ["tool-events"],
        tls: TLSClientConfiguration = TLSClientConfiguration(),
        connectTimeout: Duration = .seconds(10),
        callTimeout: Duration = .seconds(30),
        reconnect: ReconnectPolicy? = nil,
        eventCapacity: Int = 1_024,
        clock: any Clock<Duration> = ContinuousClock(),
        identifiers: any IDGenerator = UUIDGenerator(random: SystemRandomSource()),
        random: any RandomSource = SystemRandomSource()
    ) {
        self.credentials = credentials
        self.device = device
        self.role = role
        self.commands = commands
        self.client = client
        self.scopes = scopes
        self.capabilities = capabilities
        self.tls = tls
        self.connectTimeout = connectTimeout
        self.callTimeout = callTimeout
        self.reconnect = reconnect
        self.eventCapacity = eventCapacity
        self.clock = clock
        self.identifiers = identifiers
        self.random = random
    }

    /// The platform's name in `connect`.
    public static var platform: String {
        #if os(macOS)
            "macos"
        #elseif os(Linux)
            "linux"
        #else
            "unknown"
        #endif
    }
}
