// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// One end of a TLS connection without any input or output of its own.
///
/// Feed it what arrives with `receive(_:)`, take plaintext out with `read(into:)`, give it plaintext with `write(_:)`, and
/// after each call send what `takeCiphertext(into:)` yields, also after an error: it may be the alert that explains it.
package struct TLSMachine: ~Copyable {
    /// How far the connection is.
    package enum Phase: Hashable, Sendable {
        /// The peers negotiate. No plaintext moves yet.
        case handshaking
        /// Plaintext moves in both directions.
        case open
        /// The peer said that it sends no more. Writing is still possible.
        case closedByPeer
        /// An error ended the connection.
        case failed
    }

    private let ssl: OpaquePointer
    /// Keeps the context's callback argument alive.
    private let context: TLSContext
    private var input: OpaquePointer
    private var output: OpaquePointer
    private var hasSentClose = false

    /// How far the connection is.
    package private(set) var phase = Phase.handshaking

    private init(_ ssl: OpaquePointer, context: TLSContext, input: OpaquePointer, output: OpaquePointer) {
        self.ssl = ssl
        self.context = context
        self.input = input
        self.output = output
    }

    private static func make(_ context: TLSContext) throws(TLSError) -> TLSMachine {
        ERR_clear_error()
        guard let ssl = SSL_new(context.pointer) else { throw outOfMemory }
        guard let input = BIO_new(BIO_s_mem()) else {
            SSL_free(ssl)
            throw outOfMemory
        }
        guard let output = BIO_new(BIO_s_mem()) else {
            BIO_free(input)
            SSL_free(ssl)
            throw outOfMemory
        }
        SSL_set_bio(ssl, input, output)
        return TLSMachine(ssl, context: context, input: input, output: output)
    }

    /// The server's end. It waits for the client to begin.
    package static func server(_ context: TLSServerContext) throws(TLSError) -> TLSMachine {
        let machine = try make(context.current)
        SSL_set_accept_state(machine.ssl)
        return machine
    }

    /// The client's end of a connection to `host`, a name or an address without brackets. Its first message is ready at once.
    package static func client(_ context: TLSClientContext, host: String) throws(TLSError) -> TLSMachine {
        var machine = try make(context.context)
        SSL_set_connect_state(machine.ssl)
        try machine.expect(host: context.serverName ?? host)
        try machine.handshake()
        return machine
    }

    private static var outOfMemory: TLSError {
        TLSError(.libraryFailure, message: "OpenSSL has no memory for another connection.")
    }

    deinit {
        SSL_free(ssl)
    }

    private mutating func expect(host: String) throws(TLSError) {
        // A final dot marks a complete name in DNS; certificates and SNI leave it out (RFC 6066 section 3).
        let host = host.hasSuffix(".") ? String(host.dropLast()) : host
        guard !host.isEmpty, !host.utf8.contains(0) else {
            throw TLSError(.invalidConfiguration, message: "A TLS client needs the name of its server.")
        }
        let isAddress = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1
        ERR_clear_error()
        if isAddress {
            if !context.checksHost { X509_VERIFY_PARAM_set1_ip(SSL_get0_param(ssl), nil, 0) }
            return
        }
        let accepted = host.withCString { name in
            SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), UnsafeMutableRawPointer(mutating: name))
        }
        guard accepted == 1 else { throw TLSError.configuration("\(host) cannot be a server's name") }
        guard context.checksHost else { return }
        // Names count where they belong, in the alternative names, not in the subject (RFC 9525 section 6.3).
        SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        guard SSL_set1_host(ssl, host) == 1 else { throw TLSError.configuration("\(host) cannot be a server's name") }
    }
}

// MARK: - Moving bytes

extension TLSMachine {
    /// Takes in bytes from the network.
    package mutating func receive(_ ciphertext: RawSpan) throws(TLSError) {
        precondition(phase != .failed, "A failed TLS connection takes no more input")
        guard !ciphertext.isEmpty else { return }
        let accepted = ciphertext.withUnsafeBytes { bytes in
            var count = 0
            return BIO_write_ex(input, bytes.baseAddress, bytes.count, &count) == 1 && count == bytes.count
        }
        guard accepted else {
            phase = .failed
            throw TLSError(.libraryFailure, message: "OpenSSL has no memory for \(ciphertext.byteCount) bytes of input.")
        }
        if phase == .handshaking { try handshake() }
    }

    /// Takes out decrypted bytes.
    ///
    /// - Returns: How many bytes were written to `buffer`; 0 when more ciphertext is needed or the peer has closed.
    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(TLSError) -> Int {
        guard phase == .open, buffer.count > 0 else { return 0 }
        ERR_clear_error()
        var count = 0
        let result = SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
        if result == 1 { return count }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE:
            releaseIdleBuffer()
        case SSL_ERROR_ZERO_RETURN:
            phase = .closedByPeer
        default:
            throw fail()
        }
        return 0
    }

    /// Encrypts bytes for the peer.
    ///
    /// - Precondition: The handshake is over and neither end has failed; `close()` was not called.
    package mutating func write(_ plaintext: RawSpan) throws(TLSError) {
        precondition(phase == .open || phase == .closedByPeer, "Plaintext can only be written to an open TLS connection")
        precondition(!hasSentClose, "Nothing can be written after the closing alert")
        guard !plaintext.isEmpty else { return }
        ERR_clear_error()
        let result = plaintext.withUnsafeBytes { bytes in
            var count = 0
            return SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &count)
        }
        // The output grows without limit here, so all is written or the connection is broken.
        guard result == 1 else { throw fail() }
    }

    /// Says that this end sends no more. The alert is then part of the ciphertext.
    package mutating func close() {
        guard !hasSentClose, phase == .open || phase == .closedByPeer else { return }
        hasSentClose = true
        ERR_clear_error()
        _ = SSL_shutdown(ssl)
        ERR_clear_error()
    }

    /// Judges the end of the network's input.
    ///
    /// - Throws: `TLSError/Code/truncated` when the peer did not close properly.
    package mutating func receiveEnd() throws(TLSError) {
        guard phase != .closedByPeer else { return }
        let wasHandshaking = phase == .handshaking
        phase = .failed
        throw TLSError(
            .truncated,
            message: wasHandshaking
                ? "The peer hung up during the TLS handshake." : "The connection ended without the closing alert; data may be missing."
        )
    }

    /// The number of bytes waiting to be sent.
    package var ciphertextCount: Int { BIO_ctrl_pending(output) }

    /// Moves bytes to send into `buffer` and returns how many.
    package mutating func takeCiphertext(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        guard buffer.count > 0, BIO_ctrl_pending(output) > 0,
            BIO_read_ex(output, buffer.baseAddress, buffer.count, &count) == 1
        else { return 0 }
        return count
    }

    private mutating func handshake() throws(TLSError) {
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        if result == 1 {
            phase = .open
            return
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return
        default: throw fail()
        }
    }

    private mutating func fail() -> TLSError {
        phase = .failed
        return TLSError.connection(ssl)
    }

    /// Gives the memory of a large burst back once its last byte was read.
    private mutating func releaseIdleBuffer() {
        guard BIO_ctrl_pending(input) == 0 else { return }
        input = Self.replacement(of: input) { SSL_set0_rbio(ssl, $0) }
    }

    /// Gives the memory of a large burst back once its last byte was taken.
    package mutating func releaseIdleOutput() {
        guard BIO_ctrl_pending(output) == 0 else { return }
        output = Self.replacement(of: output) { SSL_set0_wbio(ssl, $0) }
    }

    private static func replacement(of bio: OpaquePointer, install: (OpaquePointer) -> Void) -> OpaquePointer {
        var memory: UnsafeMutablePointer<BUF_MEM>?
        BIO_ctrl(bio, BIO_C_GET_BUF_MEM_PTR, 0, &memory)
        guard let memory, memory.pointee.max > 4096, let replacement = BIO_new(BIO_s_mem()) else { return bio }
        install(replacement)
        return replacement
    }
}

// MARK: - What was negotiated

extension TLSMachine {
    /// The peer's certificate, once the handshake is over and if it presented one.
    package var peerCertificate: TLSCertificate? {
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return nil }
        let handle = X509Handle(owning: certificate)
        return TLSCertificate(handle.pointer)
    }

    /// The negotiated version, once the handshake is over.
    package var version: TLSVersion? {
        guard phase == .open || phase == .closedByPeer else { return nil }
        return SSL_version(ssl) == TLS1_3_VERSION ? .v13 : .v12
    }

    /// The application protocol both ends agreed on (RFC 7301).
    package var applicationProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        guard let name, count > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// The host name the client asked for (RFC 6066).
    package var requestedServerName: String? {
        SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
    }
}

// The machine is the only owner of its OpenSSL connection, which may be used from any one thread at a time.
extension TLSMachine: @unchecked Sendable {}
