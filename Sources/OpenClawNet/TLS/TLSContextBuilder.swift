// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Builds an OpenSSL context step by step and frees it when a step fails.
struct TLSContextBuilder: ~Copyable {
    private let context: OpaquePointer

    /// A context for TLS 1.2 and 1.3 with forward secrecy, without renegotiation and without a session cache.
    init(method: OpaquePointer?, minimumVersion: TLSVersion) throws(TLSError) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(method) else { throw TLSError.configuration("OpenSSL cannot make a TLS context") }
        // The names of these are macros that Swift does not see.
        let noRenegotiation: UInt64 = 1 << 30
        let noCompression: UInt64 = 1 << 17
        let serverPreference: UInt64 = 1 << 22
        SSL_CTX_set_options(context, noRenegotiation | noCompression | serverPreference)
        SSL_CTX_ctrl(context, SSL_CTRL_MODE, Int(SSL_MODE_RELEASE_BUFFERS), nil)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
        var sessionContext = Array("openclaw".utf8)
        guard SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, minimumVersion.libraryValue, nil) == 1,
            SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1,
            SSL_CTX_set_session_id_context(context, &sessionContext, UInt32(sessionContext.count)) == 1
        else {
            SSL_CTX_free(context)
            throw TLSError.configuration("OpenSSL refuses TLS \(minimumVersion == .v12 ? "1.2" : "1.3")")
        }
        self.context = context
    }

    deinit {
        SSL_CTX_free(context)
    }

    /// The finished context, as a reference of its own.
    func build() -> OpaquePointer {
        SSL_CTX_up_ref(context)
        return context
    }

    func use(_ identity: TLSIdentity) throws(TLSError) -> TLSCertificate {
        let chain = try identity.certificateChain.certificates()
        let key = try identity.privateKey.privateKey()
        guard let first = chain.first, SSL_CTX_use_certificate(context, first.pointer) == 1 else {
            throw TLSError.configuration("OpenSSL refuses the certificate in \(identity.certificateChain.origin)")
        }
        guard SSL_CTX_use_PrivateKey(context, key.pointer) == 1, SSL_CTX_check_private_key(context) == 1 else {
            throw TLSError.configuration(
                "The key in \(identity.privateKey.origin) does not belong to the certificate in \(identity.certificateChain.origin)"
            )
        }
        for certificate in chain.dropFirst() {
            // The 1 asks OpenSSL to take a reference of its own.
            guard SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, UnsafeMutableRawPointer(certificate.pointer)) == 1 else {
                throw TLSError.configuration("OpenSSL refuses the chain in \(identity.certificateChain.origin)")
            }
        }
        guard let certificate = TLSCertificate(first.pointer) else {
            throw TLSError.configuration("The certificate in \(identity.certificateChain.origin) cannot be read")
        }
        return certificate
    }

    /// Sets whom to believe. Returns the policy that must outlive the context, if there is one.
    func trust(_ trust: TLSTrust, namesAuthorities: Bool) throws(TLSError) -> TLSPinPolicy? {
        switch trust.roots {
        case .system:
            guard SSL_CTX_set_default_verify_paths(context) == 1 else {
                throw TLSError.configuration("The system's certificate authorities cannot be loaded")
            }
        case .authorities(let pem):
            guard let store = SSL_CTX_get_cert_store(context) else { throw TLSError.configuration("No certificate store") }
            for certificate in try pem.certificates() {
                guard X509_STORE_add_cert(store, certificate.pointer) == 1,
                    !namesAuthorities || SSL_CTX_add_client_CA(context, certificate.pointer) == 1
                else { throw TLSError.configuration("OpenSSL refuses an authority in \(pem.origin)") }
            }
        case .pinsOnly:
            guard !trust.pins.isEmpty else {
                throw TLSError(.invalidConfiguration, message: "Trust by fingerprints needs at least one fingerprint.")
            }
        }
        guard !trust.pins.isEmpty else { return nil }
        let policy = TLSPinPolicy(pins: trust.pins, checksChain: trust.roots != .pinsOnly)
        SSL_CTX_set_cert_verify_callback(
            context,
            { verification, argument in
                guard let verification, let argument else { return 0 }
                return Unmanaged<TLSPinPolicy>.fromOpaque(argument).takeUnretainedValue().accepts(verification) ? 1 : 0
            },
            Unmanaged.passUnretained(policy).toOpaque()
        )
        return policy
    }

    func verify(_ mode: Int32) {
        SSL_CTX_set_verify(context, mode, nil)
    }

    /// A client's offer of application protocols (RFC 7301): http/1.1 alone.
    func offerHTTP() throws(TLSError) {
        let name = Array("http/1.1".utf8)
        let list = [UInt8(name.count)] + name
        guard SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0 else {
            throw TLSError.configuration("OpenSSL refuses the protocol name http/1.1")
        }
    }

    /// A server's choice of application protocol (RFC 7301): http/1.1, or an alert when only others are offered.
    func selectHTTPWhenOffered() {
        SSL_CTX_set_alpn_select_cb(
            context,
            { _, chosen, chosenCount, offers, offersCount, _ in
                guard let chosen, let chosenCount, let offers else { return SSL_TLSEXT_ERR_ALERT_FATAL }
                var index = 0
                while index < Int(offersCount) {
                    let count = Int(offers[index])
                    let name = UnsafeBufferPointer(start: offers + index + 1, count: min(count, Int(offersCount) - index - 1))
                    if name.elementsEqual("http/1.1".utf8) {
                        chosen.pointee = offers + index + 1
                        chosenCount.pointee = UInt8(count)
                        return SSL_TLSEXT_ERR_OK
                    }
                    index += count + 1
                }
                return SSL_TLSEXT_ERR_ALERT_FATAL
            },
            nil
        )
    }
}
