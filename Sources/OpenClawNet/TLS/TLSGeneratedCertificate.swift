// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A certificate and its key, fresh from the generator.
public struct TLSGeneratedCertificate: Sendable {
    /// The certificate as PEM text.
    public let certificatePEM: [UInt8]
    /// The private key as PEM text, not encrypted. Store it readable by its owner only.
    public let privateKeyPEM: [UInt8]
    /// What the certificate says.
    public let certificate: TLSCertificate

    /// Certificate and key for a TLS configuration.
    public var identity: TLSIdentity {
        TLSIdentity(certificateChain: .bytes(certificatePEM), privateKey: .bytes(privateKeyPEM))
    }

    /// Makes a P-256 key and a certificate that is signed by itself.
    ///
    /// Clients trust it by its fingerprint, or as an authority for just itself.
    ///
    /// - Parameters:
    ///   - hosts: The host names and addresses it is for; the first becomes the common name. At least one.
    ///   - now: Seconds since 1970. The certificate is valid from one hour before, for clocks that lag.
    ///   - days: How long it is valid.
    public static func selfSigned(
        hosts: [String] = ["localhost", "127.0.0.1", "::1"],
        now: Int64,
        days: Int = 365
    ) throws(TLSError) -> TLSGeneratedCertificate {
        try TLSCertificateRequest(
            commonName: hosts.first ?? "",
            hosts: hosts,
            isAuthority: false,
            notBefore: now - 3600,
            notAfter: now + Int64(days) * 86_400
        ).issue(by: nil)
    }
}

extension TLSGeneratedCertificate: CustomStringConvertible, CustomReflectable {
    /// The subject and the fingerprint, without the key.
    public var description: String { "\(certificate.subject) \(certificate.fingerprint)" }
    /// A mirror without children, so that the key cannot reach a log by accident.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
