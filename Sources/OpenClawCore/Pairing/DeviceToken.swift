// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a paired device shows instead of the gateway's shared secret, in one role.
///
/// It is worth nothing without the device's private key: the gateway accepts it only beside a signature (PROTOCOL 1.7).
public struct DeviceToken: Sendable, Hashable {
    /// The token itself.
    public var secret: Secret
    /// The role it is for.
    public var role: Role
    /// The most it allows.
    public var scopes: ScopeSet
    /// When it was first made.
    public var createdAt: Timestamp
    /// When its secret was last replaced.
    public var rotatedAt: Timestamp?
    /// Since when it is worth nothing.
    public var revokedAt: Timestamp?
    /// When it was last shown; kept in memory and written with the next change.
    public var lastUsedAt: Timestamp?

    /// Makes a token.
    public init(
        secret: Secret,
        role: Role,
        scopes: ScopeSet,
        createdAt: Timestamp,
        rotatedAt: Timestamp? = nil,
        revokedAt: Timestamp? = nil,
        lastUsedAt: Timestamp? = nil
    ) {
        self.secret = secret
        self.role = role
        self.scopes = scopes
        self.createdAt = createdAt
        self.rotatedAt = rotatedAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }

    /// When the present secret was made.
    public var issuedAt: Timestamp { self.rotatedAt ?? self.createdAt }

    /// Whether it still counts.
    public var isLive: Bool { self.revokedAt == nil }
}
