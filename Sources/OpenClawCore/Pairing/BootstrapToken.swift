// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What lets one device in without an operator at its side: the secret of a setup code (PROTOCOL 1.8, 4.6).
///
/// It counts once, for ten minutes, and for its roles and scopes only. What is kept is its digest, never the secret.
public struct BootstrapToken: Sendable, Hashable {
    /// How long it counts.
    public static let timeToLive = Duration.seconds(600)

    /// The SHA-256 of the secret, 64 hexadecimal digits.
    public var digest: String
    /// What the device may be.
    public var roles: [Role]
    /// The most the device may do as an operator.
    public var scopes: ScopeSet
    /// The device whose client had it made; `nil` for clients without one.
    public var issuer: DeviceID?
    /// When it was made.
    public var createdAt: Timestamp

    /// When it ends.
    public var expiresAt: Timestamp { self.createdAt + Self.timeToLive }

    /// Whether it still counts; a clock that is put back by more than a minute before its making ends it too.
    func isLive(at now: Timestamp) -> Bool { self.createdAt - now <= .seconds(60) && now < self.expiresAt }
}
