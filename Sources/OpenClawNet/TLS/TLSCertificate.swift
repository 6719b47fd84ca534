// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a certificate says about its owner.
public struct TLSCertificate: Hashable, Sendable {
    /// The owner's distinguished name as text (RFC 2253), for example `CN=node-7,O=Example`.
    public let subject: String
    /// The first common name of the owner, if there is one.
    public let commonName: String?
    /// The distinguished name of who signed it.
    public let issuer: String
    /// The SHA-256 digest of the whole certificate.
    public let fingerprint: TLSFingerprint
    /// The first second of its validity, in seconds since 1970 (UTC).
    public let notBefore: Int64
    /// The last second of its validity, in seconds since 1970 (UTC).
    public let notAfter: Int64
}
