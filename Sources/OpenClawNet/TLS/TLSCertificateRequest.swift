// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// What a certificate shall say.
package struct TLSCertificateRequest: Sendable {
    /// The owner's common name, at most 64 characters (X.520).
    package var commonName: String
    /// The host names and addresses it is for; may be empty for a client or an authority.
    package var hosts: [String]
    /// Whether it may sign other certificates.
    package var isAuthority: Bool
    /// The first second of its validity since 1970.
    package var notBefore: Int64
    /// The last second of its validity since 1970.
    package var notAfter: Int64

    /// Creates a request.
    package init(commonName: String, hosts: [String], isAuthority: Bool, notBefore: Int64, notAfter: Int64) {
        self.commonName = commonName
        self.hosts = hosts
        self.isAuthority = isAuthority
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Makes a fresh key and the certificate, signed by `authority`, or by itself when there is none.
    package func issue(by authority: TLSGeneratedCertificate?) throws(TLSError) -> TLSGeneratedCertificate {
        ERR_clear_error()
        guard notBefore < notAfter else {
            throw TLSError(.invalidConfiguration, message: "A certificate must end after it begins.")
        }
        let key = try Self.makeKey()
        guard let pointer = X509_new() else { throw TLSError.configuration("No memory for a certificate") }
        let certificate = X509Handle(owning: pointer)
        var signer = certificate
        var authorityKey: OpaquePointer?
        defer { EVP_PKEY_free(authorityKey) }
        if let authority {
            guard let first = try TLSPEM.bytes(authority.certificatePEM).certificates().first else {
                throw TLSError.configuration("The authority has no certificate")
            }
            signer = first
            let handle = try TLSPEM.bytes(authority.privateKeyPEM).privateKey()
            EVP_PKEY_up_ref(handle.pointer)
            authorityKey = handle.pointer
        }
        try fill(certificate.pointer, key: key.pointer)
        guard X509_set_issuer_name(pointer, X509_get_subject_name(signer.pointer)) == 1 else {
            throw TLSError.configuration("The certificate's issuer cannot be set")
        }
        try addExtensions(to: pointer, issuer: signer.pointer)
        guard X509_sign(pointer, authorityKey ?? key.pointer, EVP_sha256()) > 0 else {
            throw TLSError.configuration("The certificate cannot be signed")
        }
        guard let bio = MemoryBIO(), PEM_write_bio_X509(bio.pointer, pointer) == 1,
            let description = TLSCertificate(pointer)
        else { throw TLSError.configuration("The certificate cannot be written") }
        let certificatePEM = bio.take()
        guard PEM_write_bio_PKCS8PrivateKey(bio.pointer, key.pointer, nil, nil, 0, nil, nil) == 1 else {
            throw TLSError.configuration("The key cannot be written")
        }
        return TLSGeneratedCertificate(certificatePEM: certificatePEM, privateKeyPEM: bio.take(), certificate: description)
    }

    private static func makeKey() throws(TLSError) -> PublicKeyHandle {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { throw TLSError.configuration("No memory for a key") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1,
            EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
            EVP_PKEY_keygen(context, &key) == 1,
            let key
        else { throw TLSError.configuration("A P-256 key cannot be made") }
        return PublicKeyHandle(owning: key)
    }

    private func fill(_ certificate: OpaquePointer, key: OpaquePointer) throws(TLSError) {
        var serial = [UInt8](repeating: 0, count: 16)
        guard RAND_bytes(&serial, 16) == 1, let number = BN_bin2bn(serial, 16, nil) else {
            throw TLSError.configuration("No random serial number")
        }
        defer { BN_free(number) }
        let name = Array(commonName.utf8)
        guard X509_set_version(certificate, 2) == 1,
            BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil,
            ASN1_TIME_set(X509_getm_notBefore(certificate), Int(notBefore)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(certificate), Int(notAfter)) != nil,
            X509_set_pubkey(certificate, key) == 1
        else { throw TLSError.configuration("The certificate cannot be filled in") }
        guard
            X509_NAME_add_entry_by_NID(
                X509_get_subject_name(certificate),
                NID_commonName,
                MBSTRING_UTF8,
                name,
                Int32(name.count),
                -1,
                0
            ) == 1
        else { throw TLSError.configuration("\"\(commonName)\" cannot be a common name. Use 1 to 64 characters") }
    }

    private func addExtensions(to certificate: OpaquePointer, issuer: OpaquePointer) throws(TLSError) {
        var extensions: [(Int32, String)] = [
            (NID_basic_constraints, isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE"),
            (NID_key_usage, isAuthority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature"),
            (NID_subject_key_identifier, "hash"),
        ]
        if !isAuthority { extensions.append((NID_ext_key_usage, "serverAuth,clientAuth")) }
        if !hosts.isEmpty {
            var names: [String] = []
            for host in hosts { names.append(try Self.alternativeName(host)) }
            extensions.append((NID_subject_alt_name, names.joined(separator: ",")))
        }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        for (kind, value) in extensions {
            guard let element = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
                throw TLSError.configuration("\"\(value)\" cannot be put into a certificate")
            }
            defer { X509_EXTENSION_free(element) }
            guard X509_add_ext(certificate, element, -1) == 1 else { throw TLSError.configuration("No memory for a certificate") }
        }
    }

    /// The text has a grammar of its own, so only letters of names and addresses may pass.
    private static func alternativeName(_ host: String) throws(TLSError) -> String {
        let isAddress = a2i_IPADDRESS(host).map { address in
            ASN1_OCTET_STRING_free(address)
            return true
        }
        ERR_clear_error()
        if isAddress == true { return "IP:\(host)" }
        let allowed = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"):
                true
            default: false
            }
        }
        guard allowed, !host.isEmpty, host.utf8.count <= 253 else {
            throw TLSError(.invalidConfiguration, message: "\"\(host)\" is neither a host name nor an address.")
        }
        return "DNS:\(host)"
    }
}
