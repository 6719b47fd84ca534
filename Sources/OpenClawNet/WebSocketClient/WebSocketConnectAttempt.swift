// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// A WebSocket on its way to being open. Lives on its loop.
final class WebSocketConnectAttempt: StreamHandler, @unchecked Sendable {
    typealias Completion = (Result<WebSocketClientSession, WebSocketClientError>) -> Void

    private let url: WireURL
    private let handshake: WebSocketClientHandshake
    private let request: [UInt8]
    private let configuration: WebSocketClientConfiguration
    private let loop: EventLoop
    private var completion: Completion?
    private var connector: ClientConnector?
    private var stream: TCPStream?
    private var parser = HTTPResponseParser()
    private var isCancelled = false

    init(
        url: WireURL,
        handshake: WebSocketClientHandshake,
        request: [UInt8],
        configuration: WebSocketClientConfiguration,
        loop: EventLoop
    ) {
        self.url = url
        self.handshake = handshake
        self.request = request
        self.configuration = configuration
        self.loop = loop
    }

    func start(tls: ClientTLS?, resolver: DNSResolver, completion: @escaping Completion) {
        self.completion = completion
        guard !isCancelled else {
            finish(.failure(Self.cancelled))
            return
        }
        let deadline = loop.now &+ MonotonicTime.nanoseconds(configuration.connectTimeout)
        connector = ClientConnector.connect(
            to: url.host,
            port: url.port,
            tls: tls,
            resolver: resolver,
            timeout: configuration.connectTimeout,
            on: loop,
            options: configuration.stream
        ) { [self] result in
            connector = nil
            switch result {
            case .success(let stream): connected(stream, deadline: deadline)
            case .failure(let error): finish(.failure(WebSocketClientError(error)))
            }
        }
        // The completion may have come already.
        if self.completion == nil || stream != nil { connector = nil }
    }

    func cancel() {
        isCancelled = true
        guard completion != nil else { return }
        connector?.cancel()
        connector = nil
        fail(Self.cancelled)
    }

    private func connected(_ stream: TCPStream, deadline: UInt64) {
        self.stream = stream
        stream.handler = self
        parser.expectResponse(to: .get)
        stream.write(request)
        stream.setDeadline(deadline)
    }

    private func finish(_ result: Result<WebSocketClientSession, WebSocketClientError>) {
        let completion = completion
        self.completion = nil
        stream = nil
        completion?(result)
    }

    private func fail(_ error: WebSocketClientError) {
        let unfinished = stream
        finish(.failure(error))
        unfinished?.close()
    }

    private static var cancelled: WebSocketClientError {
        WebSocketClientError(.cancelled, message: "The connection was given up.")
    }
}

// MARK: - From the stream

extension WebSocketConnectAttempt {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        let input = UnsafeRawBufferPointer(bytes)
        var cursor = 0
        while completion != nil {
            switch parser.next(input, &cursor) {
            case .needMoreData:
                return
            case .informational:
                continue
            case .head(let head):
                open(head, stream, rest: UnsafeMutableRawBufferPointer(rebasing: bytes[cursor...]))
                return
            case .failed(let error):
                fail(WebSocketClientError(.invalidHandshake, message: "The server's answer cannot be read. \(error.description)"))
            case .body, .end, .paused:
                preconditionFailure("nothing is read behind the head")
            }
        }
    }

    private func open(_ head: HTTPResponseHead, _ stream: TCPStream, rest: UnsafeMutableRawBufferPointer) {
        guard head.status == .switchingProtocols else {
            fail(
                WebSocketClientError(
                    .refused,
                    message: "\(url.hostField) answered \(head.status) instead of opening a WebSocket.",
                    status: head.status
                )
            )
            return
        }
        let outcome: WebSocketClientHandshake.Outcome
        do throws(WebSocketHandshakeError) {
            outcome = try handshake.verify(head) { OpenSSLCryptoProvider().sha1($0) }
        } catch {
            fail(WebSocketClientError(.invalidHandshake, message: error.description))
            return
        }
        let session = WebSocketClientSession(stream: stream, outcome: outcome, fields: head.fields, configuration: configuration)
        stream.handler = session
        finish(.success(session))
        session.start(rest)
    }

    func inputEnded(_ stream: TCPStream) {
        stream.close()
    }

    func deadlineReached(_ stream: TCPStream) {
        fail(WebSocketClientError(.timeout, message: "\(url.hostField) did not open a WebSocket within \(configuration.connectTimeout)."))
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        let tls = (stream.transform as? TLSStreamTransform)?.failure
        fail(
            WebSocketClientError(
                tls == nil ? .connectFailed : .tls,
                message: tls?.message ?? error?.description ?? "\(url.hostField) hung up during the handshake.",
                tls: tls
            )
        )
    }
}
