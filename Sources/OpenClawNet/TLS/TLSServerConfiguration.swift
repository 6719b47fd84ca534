// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a server speaks TLS.
public struct TLSServerConfiguration: Hashable, Sendable {
    /// The server's certificate and key.
    public var identity: TLSIdentity
    /// Whether clients are asked for certificates.
    public var clientAuthentication: TLSClientAuthentication
    /// The oldest version spoken.
    public var minimumVersion: TLSVersion

    /// Creates a configuration.
    public init(
        identity: TLSIdentity,
        clientAuthentication: TLSClientAuthentication = .none,
        minimumVersion: TLSVersion = .v12
    ) {
        self.identity = identity
        self.clientAuthentication = clientAuthentication
        self.minimumVersion = minimumVersion
    }
}
