// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire
internal import Synchronization

/// An open WebSocket between its loop and the tasks that use it.
final class WebSocketClientSession: @unchecked Sendable {
    let subprotocol: String?
    let fields: HTTPFields
    let loop: EventLoop
    let configuration: WebSocketClientConfiguration
    let mailbox = Mutex(WebSocketClientMailbox())
    let peerCertificate: TLSCertificate?

    // On the loop only.
    let stream: TCPStream
    var machine: WebSocketMachine
    let compression: (any WebSocketCompression)?
    var keys = MaskingKeys()
    var lastHeard: UInt64
    var awaitsPong = false
    var closeDeadline: UInt64 = .max
    var isReadingPaused = false
    var closure: WebSocketClosure?

    init(stream: TCPStream, outcome: WebSocketClientHandshake.Outcome, fields: HTTPFields, configuration: WebSocketClientConfiguration) {
        self.stream = stream
        self.loop = stream.loop
        self.configuration = configuration
        self.fields = fields
        subprotocol = outcome.subprotocol
        compression = outcome.deflate.flatMap { configuration.deflate?.makeClientCompression($0) }
        machine = WebSocketMachine(
            role: .client,
            maximumMessageBytes: configuration.maximumMessageBytes,
            allowsCompression: compression != nil
        )
        lastHeard = stream.loop.now
        peerCertificate = (stream.transform as? TLSStreamTransform)?.peerCertificate
    }

    /// Takes over the stream, and the bytes that came behind the server's answer.
    func start(_ rest: UnsafeMutableRawBufferPointer) {
        updateDeadline()
        if !rest.isEmpty { received(rest, on: stream) }
    }

    /// Ends everything at once. May be called from any thread.
    func abort() {
        guard !mailbox.withLock({ $0.hasEnded }) else { return }
        loop.execute { [self] in
            end(.failure(WebSocketClientError(.cancelled, message: "The connection was given up.")), nil)
            stream.close()
        }
    }
}
