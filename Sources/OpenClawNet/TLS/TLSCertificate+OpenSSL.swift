// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

extension TLSCertificate {
    /// Reads the fields of a certificate of OpenSSL, which stays the caller's.
    init?(_ certificate: OpaquePointer) {
        guard let fingerprint = TLSFingerprint(certificate: certificate),
            let subject = X509_get_subject_name(certificate),
            let issuer = X509_get_issuer_name(certificate),
            let subjectText = Self.text(of: subject),
            let issuerText = Self.text(of: issuer),
            let notBefore = Self.seconds(X509_get0_notBefore(certificate)),
            let notAfter = Self.seconds(X509_get0_notAfter(certificate))
        else { return nil }
        self.init(
            subject: subjectText,
            commonName: Self.commonName(of: subject),
            issuer: issuerText,
            fingerprint: fingerprint,
            notBefore: notBefore,
            notAfter: notAfter
        )
    }

    private static func text(of name: OpaquePointer) -> String? {
        guard let bio = MemoryBIO() else { return nil }
        // What OpenSSL calls XN_FLAG_RFC2253, spelled out because Swift does not see the macro, with UTF-8 left as it is.
        let escapes = UInt(ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT)
        let dumps = UInt(ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER)
        let (commaPlus, reversed, dumpsUnknownFields): (UInt, UInt, UInt) = (1 << 16, 1 << 20, 1 << 24)
        let flags = escapes | dumps | commaPlus | reversed | dumpsUnknownFields
        guard X509_NAME_print_ex(bio.pointer, name, 0, flags) >= 0 else { return nil }
        return String(decoding: bio.take(), as: UTF8.self)
    }

    private static func commonName(of name: OpaquePointer) -> String? {
        let index = X509_NAME_get_index_by_NID(name, NID_commonName, -1)
        guard index >= 0, let entry = X509_NAME_get_entry(name, index), let value = X509_NAME_ENTRY_get_data(entry) else {
            return nil
        }
        var text: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&text, value)
        guard count >= 0, let text else { return nil }
        defer { CRYPTO_free(text, #file, #line) }
        return String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }
}

extension TLSFingerprint {
    /// The fingerprint of a certificate of OpenSSL, which stays the caller's.
    init?(certificate: OpaquePointer) {
        var bytes = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard X509_digest(certificate, EVP_sha256(), &bytes, &count) == 1, count == 32 else { return nil }
        self.init(bytes: bytes)
    }
}
