// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A device that waits for an operator's decision. What it asks for never changes: another wish is another request.
public struct DevicePairingRequest: Sendable, Hashable {
    /// The request's name.
    public var id: String
    /// The device.
    public var deviceID: DeviceID
    /// Its public key, base64url of 32 bytes.
    public var publicKey: String
    /// What the client says about itself.
    public var client: ClientInfo
    /// The role it asks for.
    public var role: Role
    /// The scopes it asks for.
    public var scopes: ScopeSet
    /// Where it comes from.
    public var remoteAddress: String?
    /// Why approval is needed.
    public var reason: PairingReason
    /// Whether the device was paired before.
    public var isRepair: Bool
    /// When it asked.
    public var createdAt: Timestamp
}
