// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How clients prove who they are.
public enum ServerAuthentication: Sendable, Hashable {
    /// Not at all. Only for listeners that nobody else can reach.
    case none
    /// With a shared token.
    case token(String)
    /// With a shared password.
    case password(String)
    /// With a certificate that the TLS listener has checked against its authorities.
    case clientCertificate
    /// Through a proxy that has signed the user in.
    case trustedProxy(TrustedProxyAuthentication)

    /// The name in `snapshot.authMode`.
    public var mode: String {
        switch self {
        case .none: "none"
        case .token: "token"
        case .password: "password"
        case .clientCertificate: "mtls"
        case .trustedProxy: "trusted-proxy"
        }
    }
}
