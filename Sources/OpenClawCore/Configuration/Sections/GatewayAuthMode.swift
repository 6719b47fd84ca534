// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a client must show (`gateway.auth.mode`).
public struct GatewayAuthMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nothing.
    public static let none = GatewayAuthMode(rawValue: "none")
    /// The gateway's token.
    public static let token = GatewayAuthMode(rawValue: "token")
    /// The gateway's password.
    public static let password = GatewayAuthMode(rawValue: "password")
    /// A user that a trusted proxy has signed in.
    public static let trustedProxy = GatewayAuthMode(rawValue: "trusted-proxy")
    /// A client certificate.
    public static let clientCertificate = GatewayAuthMode(rawValue: "mtls")
}
