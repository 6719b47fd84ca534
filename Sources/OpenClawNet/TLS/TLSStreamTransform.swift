// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A TLS machine as a layer of a stream.
public final class TLSStreamTransform: StreamTransform {
    private enum Role {
        case server(TLSServerContext)
        case client(TLSClientContext, host: String)
    }

    private let role: Role
    private var machine: TLSMachine?
    /// The peer's certificate once somebody has asked: reading it anew for each request would be waste.
    private var knownPeer: TLSCertificate??
    /// Why the connection failed, once it has.
    public private(set) var failure: TLSError?
    /// Called once when the handshake is over, before any plaintext is handed on.
    var onEstablished: (() -> Void)?

    /// The server's end of a connection.
    public init(server context: TLSServerContext) {
        role = .server(context)
    }

    /// The client's end of a connection to `host`, a name or an address without brackets.
    public init(client context: TLSClientContext, host: String) {
        role = .client(context, host: host)
    }

    /// Begins the handshake.
    public func start(output: inout ByteQueue) throws(StreamTransformError) {
        do throws(TLSError) {
            switch role {
            case .server(let context): machine = try TLSMachine.server(context)
            case .client(let context, let host): machine = try TLSMachine.client(context, host: host)
            }
        } catch {
            throw fail(error)
        }
        drain(into: &output)
    }

    /// Decrypts what arrives.
    public func receive(
        _ input: UnsafeRawBufferPointer,
        plaintext: inout ByteQueue,
        output: inout ByteQueue
    ) throws(StreamTransformError) {
        guard failure == nil else { return }
        do throws(TLSError) {
            try decrypt(input, into: &plaintext)
        } catch {
            // The alert that explains the failure.
            drain(into: &output)
            throw fail(error)
        }
        drain(into: &output)
    }

    private func decrypt(_ input: UnsafeRawBufferPointer, into plaintext: inout ByteQueue) throws(TLSError) {
        let wasEstablished = isEstablished
        try machine?.receive(input.bytes)
        if !wasEstablished, isEstablished, let onEstablished {
            self.onEstablished = nil
            onEstablished()
        }
        while true {
            // The largest record of TLS carries 16 KiB.
            let space = plaintext.reserve(16 * 1024)
            let count = try machine?.read(into: UnsafeMutableRawBufferPointer(start: space, count: 16 * 1024)) ?? 0
            guard count > 0 else { return }
            plaintext.commit(count)
        }
    }

    /// Encrypts.
    public func send(_ plaintext: UnsafeRawBufferPointer, output: inout ByteQueue) throws(StreamTransformError) {
        do throws(TLSError) {
            try machine?.write(plaintext.bytes)
        } catch {
            throw fail(error)
        }
        drain(into: &output)
    }

    /// Writes the closing alert.
    public func finish(output: inout ByteQueue) {
        machine?.close()
        drain(into: &output)
    }

    /// Whether the handshake is over.
    public var isEstablished: Bool {
        switch machine?.phase {
        case .open, .closedByPeer: true
        case .handshaking, .failed, nil: false
        }
    }

    /// Whether the peer has closed properly.
    public var isInputEnded: Bool { machine?.phase == .closedByPeer }

    /// The peer's certificate, once the handshake is over and if it presented one.
    public var peerCertificate: TLSCertificate? {
        guard isEstablished else { return nil }
        if let knownPeer { return knownPeer }
        let peer = machine?.peerCertificate
        knownPeer = .some(peer)
        return peer
    }

    /// The negotiated version, once the handshake is over.
    public var version: TLSVersion? { machine?.version }

    private func drain(into output: inout ByteQueue) {
        guard let count = machine?.ciphertextCount, count > 0 else { return }
        let space = output.reserve(count)
        output.commit(machine?.takeCiphertext(into: UnsafeMutableRawBufferPointer(start: space, count: count)) ?? 0)
        machine?.releaseIdleOutput()
    }

    private func fail(_ error: TLSError) -> StreamTransformError {
        failure = error
        return StreamTransformError(message: error.message)
    }
}
