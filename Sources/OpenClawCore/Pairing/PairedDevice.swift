// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A device that an operator has approved.
public struct PairedDevice: Sendable, Hashable {
    /// Its name.
    public var id: DeviceID
    /// Its public key, base64url of 32 bytes.
    public var publicKey: String
    /// The name for people; an operator may change it.
    public var displayName: String?
    /// The platform it had when it was approved.
    public var platform: String?
    /// The kind of device.
    public var deviceFamily: String?
    /// The program that asked.
    public var clientID: String
    /// The mode it asked in.
    public var clientMode: String
    /// What it may be.
    public var roles: [Role]
    /// The most it may do as an operator.
    public var scopes: ScopeSet
    /// Where it last came from.
    public var remoteAddress: String?
    /// Its tokens, one per role.
    public var tokens: [Role: DeviceToken]
    /// When it was first approved.
    public var createdAt: Timestamp
    /// When it was last approved.
    public var approvedAt: Timestamp

    /// The token of a role that still counts.
    public func liveToken(_ role: Role) -> DeviceToken? {
        guard let token = self.tokens[role], token.isLive else { return nil }
        return token
    }
}
