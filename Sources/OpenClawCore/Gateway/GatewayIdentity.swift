// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The key by which clients recognise a gateway (PROTOCOL 1.6).
public struct GatewayIdentity: Sendable, Hashable {
    /// SHA-256 of the raw public key, lower-case hexadecimal.
    public var deviceID: String
    /// The raw Ed25519 public key in base64url.
    public var publicKey: String

    /// Makes an identity.
    public init(deviceID: String, publicKey: String) {
        self.deviceID = deviceID
        self.publicKey = publicKey
    }
}
