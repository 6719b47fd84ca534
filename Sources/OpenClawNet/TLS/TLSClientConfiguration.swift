// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a client speaks TLS.
public struct TLSClientConfiguration: Hashable, Sendable {
    /// Whose certificates are believed. With authorities, the host name is checked too.
    public var trust: TLSTrust
    /// The certificate to present when the server asks for one.
    public var identity: TLSIdentity?
    /// The oldest version spoken.
    public var minimumVersion: TLSVersion
    /// The name to ask for and to check instead of the host of the address, for example behind a tunnel.
    public var serverName: String?

    /// Creates a configuration; the default trusts the system's authorities.
    public init(
        trust: TLSTrust = .system,
        identity: TLSIdentity? = nil,
        minimumVersion: TLSVersion = .v12,
        serverName: String? = nil
    ) {
        self.trust = trust
        self.identity = identity
        self.minimumVersion = minimumVersion
        self.serverName = serverName
    }
}
