// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A key pair for Ed25519 signatures as its raw bytes (RFC 8032).
public struct Ed25519KeyPair: Hashable, Sendable {
    /// The secret seed, 32 bytes. Keep it out of logs.
    public let privateKey: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    init(privateKey: [UInt8], publicKey: [UInt8]) {
        self.privateKey = privateKey
        self.publicKey = publicKey
    }
}

extension Ed25519KeyPair: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Names the type only, so that the secret cannot reach a log by accident.
    public var description: String { "Ed25519KeyPair" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// A mirror without children, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
