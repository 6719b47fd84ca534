// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// An OpenSSL context, owned. Immutable once built, so any thread may make connections from it.
final class TLSContext: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer
    /// The argument of the context's verification callback; lives as long as the context.
    private let pins: TLSPinPolicy?
    /// Whether peers are checked by authorities, and so by host name.
    let checksHost: Bool
    /// The context's own certificate.
    let certificate: TLSCertificate?

    private init(pointer: OpaquePointer, pins: TLSPinPolicy?, checksHost: Bool, certificate: TLSCertificate?) {
        self.pointer = pointer
        self.pins = pins
        self.checksHost = checksHost
        self.certificate = certificate
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    convenience init(server configuration: TLSServerConfiguration) throws(TLSError) {
        let builder = try TLSContextBuilder(method: TLS_server_method(), minimumVersion: configuration.minimumVersion)
        let certificate = try builder.use(configuration.identity)
        builder.selectHTTPWhenOffered()
        var pins: TLSPinPolicy?
        switch configuration.clientAuthentication {
        case .none:
            builder.verify(SSL_VERIFY_NONE)
        case .request(let trust):
            pins = try builder.trust(trust, namesAuthorities: true)
            builder.verify(SSL_VERIFY_PEER)
        case .require(let trust):
            pins = try builder.trust(trust, namesAuthorities: true)
            builder.verify(SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT)
        }
        self.init(pointer: builder.build(), pins: pins, checksHost: false, certificate: certificate)
    }

    convenience init(client configuration: TLSClientConfiguration) throws(TLSError) {
        let builder = try TLSContextBuilder(method: TLS_client_method(), minimumVersion: configuration.minimumVersion)
        var certificate: TLSCertificate?
        if let identity = configuration.identity { certificate = try builder.use(identity) }
        try builder.offerHTTP()
        let pins = try builder.trust(configuration.trust, namesAuthorities: false)
        builder.verify(SSL_VERIFY_PEER)
        self.init(
            pointer: builder.build(),
            pins: pins,
            checksHost: configuration.trust.roots != .pinsOnly,
            certificate: certificate
        )
    }
}
