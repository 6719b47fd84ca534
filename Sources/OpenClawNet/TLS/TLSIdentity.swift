// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A certificate chain and its private key.
public struct TLSIdentity: Hashable, Sendable {
    /// The certificate itself first, then the certificates between it and the authority.
    public var certificateChain: TLSPEM
    /// The private key of the first certificate, not encrypted.
    public var privateKey: TLSPEM

    /// Creates an identity; it is read and checked when a context is made.
    public init(certificateChain: TLSPEM, privateKey: TLSPEM) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}
