// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire
internal import Synchronization

/// Opens WebSockets.
///
/// ```swift
/// let client = WebSocketClient(loops: loops, resolver: resolver)
/// let socket = try await client.connect(to: try WireURL("wss://gateway.example/"))
/// try await socket.send(text: "hello")
/// while let message = try await socket.receive() { … }
/// ```
public final class WebSocketClient: Sendable {
    private let loops: [EventLoop]
    private let resolver: DNSResolver
    private let configuration: WebSocketClientConfiguration
    private let tls: ClientTLS
    private let next = Atomic<Int>(0)

    /// Creates a client. Connections are dealt to the loops in turn; the loops must outlive them.
    public init(
        loops: EventLoopGroup,
        resolver: DNSResolver,
        configuration: WebSocketClientConfiguration = WebSocketClientConfiguration()
    ) {
        self.loops = loops.loops
        self.resolver = resolver
        self.configuration = configuration
        tls = ClientTLS(configuration.tls)
    }

    /// Opens a connection and waits until the server has agreed. May be called from any task on any executor.
    ///
    /// - Parameters:
    ///   - url: A ws or wss URL.
    ///   - fields: More fields of the request, such as `Authorization` or `Origin`.
    ///   - subprotocols: What to offer, best first.
    public func connect(
        to url: WireURL,
        fields: HTTPFields = HTTPFields(),
        subprotocols: [String] = []
    ) async throws(WebSocketClientError) -> WebSocketClientConnection {
        guard url.scheme == .ws || url.scheme == .wss else {
            throw WebSocketClientError(.invalidRequest, message: "A WebSocket needs a ws or wss URL, not \(url.scheme.rawValue).")
        }
        let nonce: [UInt8]
        do throws(CryptoError) {
            nonce = try OpenSSLCryptoProvider().randomBytes(16)
        } catch {
            throw WebSocketClientError(.connectFailed, message: error.message)
        }
        let handshake = WebSocketClientHandshake(
            url: url,
            nonce: nonce,
            subprotocols: subprotocols,
            deflate: configuration.deflate.map { _ in PermessageDeflateOffer(clientMaxWindowBits: 15) },
            fields: fields
        )
        var request: [UInt8] = []
        do throws(HTTPEncodeError) {
            try HTTPRequestEncoder.write(handshake.request, into: &request)
        } catch {
            throw WebSocketClientError(.invalidRequest, message: "The handshake cannot be written. \(error.description)")
        }
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let loop = loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
        let attempt = WebSocketConnectAttempt(
            url: url,
            handshake: handshake,
            request: request,
            configuration: configuration,
            loop: loop
        )
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                loop.execute { [tls, resolver] in
                    attempt.start(tls: url.scheme.isSecure ? tls : nil, resolver: resolver) { continuation.resume(returning: $0) }
                }
            }
        } onCancel: {
            loop.execute { attempt.cancel() }
        }
        return WebSocketClientConnection(session: try result.get())
    }
}
