// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import OpenClawWire

/// Which of a proxy's fields say who the user is (`gateway.auth.trustedProxy`).
///
/// They count only on connections that come from an address in ``GatewayServerConfiguration/trustedProxies``.
public struct TrustedProxyAuthentication: Sendable, Hashable {
    /// The field with the user's name.
    public var userHeader: String
    /// Fields that must be there too.
    public var requiredHeaders: [String]
    /// The users that may come in; empty lets all in that the proxy lets in.
    public var allowUsers: [String]
    /// Whether a proxy on this machine counts.
    public var allowLoopback: Bool
    /// The most that devices of such users get without an operator's approval; `nil` approves nothing.
    public var autoApproveScopes: ScopeSet?

    /// Makes settings.
    public init(
        userHeader: String,
        requiredHeaders: [String] = [],
        allowUsers: [String] = [],
        allowLoopback: Bool = false,
        autoApproveScopes: ScopeSet? = nil
    ) {
        self.userHeader = userHeader
        self.requiredHeaders = requiredHeaders
        self.allowUsers = allowUsers
        self.allowLoopback = allowLoopback
        self.autoApproveScopes = autoApproveScopes
    }

    /// The user a request comes from, or why it has none.
    func user(_ peer: HandshakePeer) -> Result<String, AuthenticationFailure> {
        guard peer.isTrustedProxy, self.allowLoopback || !peer.isLoopback else { return .failure(.proxyRequired) }
        for name in self.requiredHeaders where (peer.field(name) ?? "").isEmpty { return .failure(.identityRequired) }
        let user = peer.field(self.userHeader)?.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") ?? ""
        guard !user.isEmpty, user.utf8.count <= 256 else { return .failure(.identityRequired) }
        guard self.allowUsers.isEmpty || self.allowUsers.contains(user) else { return .failure(.userDenied) }
        return .success(user)
    }
}
