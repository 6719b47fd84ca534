// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What a gateway says when it has accepted a client (PROTOCOL 1.5).
public struct GatewayHello: Sendable {
    /// The protocol's version both speak.
    public var protocolVersion: Int
    /// The gateway's version.
    public var serverVersion: String
    /// The connection's name.
    public var connectionID: String
    /// What the client may do.
    public var scopes: [String]
    /// The token for this device, to be used instead of the gateway's own; `nil` without a device.
    public var deviceToken: Secret?
    /// Every token the gateway gave this device, one for each role it was paired for; empty unless it gave one now.
    public var deviceTokens: [GrantedToken]
    /// The methods the gateway offers.
    public var methods: [String]
    /// How often the gateway sends `tick`; zero in the same process, where it sends none.
    public var tickInterval: Duration
    /// Presence, health, uptime and defaults.
    public var snapshot: JSONValue

    /// What a gateway in the same process would say.
    init(gateway: Gateway, client: ClientSession) {
        self.protocolVersion = client.protocolVersion
        self.serverVersion = gateway.configuration.version
        self.connectionID = client.id.rawValue
        self.scopes = client.scopes.wireNames
        self.deviceToken = nil
        self.deviceTokens = []
        self.methods = gateway.methods.advertisedNames
        self.tickInterval = .zero
        self.snapshot = [
            "uptimeMs": .int(gateway.uptimeMilliseconds),
            "stateVersion": [
                "presence": JSONValue(gateway.stateVersion.presence), "health": JSONValue(gateway.stateVersion.health),
            ],
        ]
    }

    /// Reads the payload of the response to `connect`; `nil` when it is none.
    init?(_ payload: JSONValue) {
        guard payload["type"]?.stringValue == "hello-ok", let version = payload["protocol"]?.intValue else { return nil }
        self.protocolVersion = Int(version)
        self.serverVersion = payload["server"]?["version"]?.stringValue ?? ""
        self.connectionID = payload["server"]?["connId"]?.stringValue ?? ""
        self.scopes = payload["auth"]?["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let auth = payload["auth"]
        self.deviceToken = auth?["deviceToken"]?.stringValue.map { Secret($0) }
        self.deviceTokens = auth?["deviceTokens"]?.arrayValue?.compactMap { GrantedToken($0) } ?? []
        if self.deviceTokens.isEmpty, let token = self.deviceToken {
            let role = Role(rawValue: auth?["role"]?.stringValue ?? Role.operator.rawValue)
            self.deviceTokens = [GrantedToken(token: token, role: role, scopes: self.scopes)]
        }
        self.methods = payload["features"]?["methods"]?.arrayValue?.compactMap(\.stringValue) ?? []
        self.tickInterval = .milliseconds(payload["policy"]?["tickIntervalMs"]?.intValue ?? 30_000)
        self.snapshot = payload["snapshot"] ?? .null
    }
}
