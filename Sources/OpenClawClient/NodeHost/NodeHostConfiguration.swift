// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// Which gateway a node serves, and as whom.
public struct NodeHostConfiguration: Sendable {
    /// The gateway's address, `ws` or `wss`.
    public var gateway: String
    /// What it shows the gateway.
    public var credentials: GatewayCredentials
    /// Where it keeps the token that the gateway gives it; with one it comes back without the credentials.
    public var tokens: NodeTokenStore?
    /// The key with which it proves that it is the same node as before.
    public var device: DeviceIdentity
    /// Whose certificates are believed.
    public var tls: TLSClientConfiguration
    /// How it comes back; `nil` does not.
    public var reconnect: ReconnectPolicy?
    /// How it notices a dead connection.
    public var keepAlive: KeepAlivePolicy
    /// How long connecting may take.
    public var connectTimeout: Duration
    /// A name for this process: the gateway trusts a node to know its running calls only while this stays the same.
    public var instance: String
    /// Where it logs to.
    public var logger: Logger
    /// Measures waits.
    public var clock: any Clock<Duration>
    /// Chance for waits.
    public var random: any RandomSource

    /// Makes a configuration.
    public init(
        gateway: String,
        credentials: GatewayCredentials,
        tokens: NodeTokenStore? = nil,
        device: DeviceIdentity,
        tls: TLSClientConfiguration = TLSClientConfiguration(),
        reconnect: ReconnectPolicy? = ReconnectPolicy(),
        keepAlive: KeepAlivePolicy = KeepAlivePolicy(),
        connectTimeout: Duration = .seconds(15),
        instance: String = UUIDGenerator().uuid(),
        logger: Logger = .disabled,
        clock: any Clock<Duration> = ContinuousClock(),
        random: any RandomSource = SystemRandomSource()
    ) {
        self.gateway = gateway
        self.credentials = credentials
        self.tokens = tokens
        self.device = device
        self.tls = tls
        self.reconnect = reconnect
        self.keepAlive = keepAlive
        self.connectTimeout = connectTimeout
        self.instance = instance
        self.logger = logger
        self.clock = clock
        self.random = random
    }
}
