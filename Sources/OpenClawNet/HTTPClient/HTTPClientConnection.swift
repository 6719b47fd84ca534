// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// A connection of a client: one exchange after the other. Lives on its loop.
final class HTTPClientConnection: StreamHandler {
    let stream: TCPStream
    let origin: HTTPOrigin
    private let worker: HTTPClientWorker
    private var parser: HTTPResponseParser
    private var exchange: HTTPClientExchange?
    private var phase = Phase.idle
    /// How many exchanges it has carried to their end.
    private var completed = 0
    private var hasHeard = false
    private var failure: HTTPClientError?
    /// The time at which the connection became idle.
    private(set) var idleSince: UInt64 = 0

    private enum Phase {
        case idle
        case head
        case body(keepsAlive: Bool)
        case paused(keepsAlive: Bool)
    }

    init(stream: TCPStream, origin: HTTPOrigin, worker: HTTPClientWorker) {
        self.stream = stream
        self.origin = origin
        self.worker = worker
        parser = HTTPResponseParser(limits: worker.shared.configuration.limits)
        stream.handler = self
    }

    /// Whether an idle connection can carry this exchange.
    ///
    /// A request which must not be repeated goes only where the server has not said goodbye yet, as far as the kernel knows.
    func isUsable(for exchange: HTTPClientExchange) -> Bool {
        guard stream.isOpen, !stream.isInputEnded else { return false }
        return exchange.isIdempotent || completed == 0 || stream.isQuiet
    }

    /// Sends a request.
    func run(_ exchange: HTTPClientExchange) {
        self.exchange = exchange
        exchange.connection = self
        phase = .head
        hasHeard = false
        parser.bodyLimit = worker.shared.configuration.limits.bodyBytes
        parser.expectResponse(to: exchange.method)
        stream.write(exchange.bytes)
        arm(exchange.timeouts.head)
    }

    /// Starts the idle timeout of a connection that nobody has taken.
    func waitIfIdle() {
        guard exchange == nil, !stream.isClosed else { return }
        idleSince = worker.loop.now
        stream.setDeadline(after: worker.shared.configuration.idleTimeout)
    }

    /// The reader has caught up.
    func resumeReading(_ exchange: HTTPClientExchange) {
        guard self.exchange === exchange, case .paused(let keepsAlive) = phase else { return }
        phase = .body(keepsAlive: keepsAlive)
        arm(exchange.timeouts.read)
        stream.resumeReading()
    }

    /// Ends the exchange with an error, and the connection with it.
    func fail(_ error: HTTPClientError) {
        guard let exchange = takeExchange() else { return }
        worker.lost(self)
        stream.close()
        exchange.finish(.failure(error))
    }

    private func arm(_ limit: Duration?) {
        let own = limit.map { worker.loop.now &+ MonotonicTime.nanoseconds($0) } ?? .max
        stream.setDeadline(min(own, exchange?.deadline ?? .max))
    }

    private func takeExchange() -> HTTPClientExchange? {
        let taken = exchange
        exchange = nil
        phase = .idle
        taken?.connection = nil
        return taken
    }
}

// MARK: - From the stream

extension HTTPClientConnection {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        guard exchange != nil else {
            // Nobody has asked for anything.
            stream.close()
            return
        }
        hasHeard = true
        let input = UnsafeRawBufferPointer(bytes)
        var cursor = 0
        while exchange != nil {
            let event = parser.next(input, &cursor)
            if case .needMoreData = event { break }
            handle(event, input, isLast: cursor == input.count)
        }
        if case .body = phase, let exchange { arm(exchange.timeouts.read) }
    }

    private func handle(_ event: HTTPResponseParser.Event, _ input: UnsafeRawBufferPointer, isLast: Bool) {
        guard let exchange else { return }
        switch event {
        case .needMoreData, .informational:
            break
        case .head(let head):
            guard head.status != .switchingProtocols else {
                fail(HTTPClientError(.invalidResponse, message: "The server switched protocols unasked.", mayHaveReachedServer: true))
                return
            }
            phase = .body(keepsAlive: head.keepAlive)
            exchange.receivedHead(head)
        case .body(let range):
            guard !exchange.received([UInt8](UnsafeRawBufferPointer(rebasing: input[range]))), case .body(let keepsAlive) = phase else {
                return
            }
            phase = .paused(keepsAlive: keepsAlive)
            stream.pauseReading()
            arm(nil)
        case .end:
            complete(isLast: isLast)
        case .paused:
            preconditionFailure("the parser waits for a request only between exchanges")
        case .failed(let error):
            let isTooLarge = error.code == .bodyTooLarge
            fail(
                HTTPClientError(
                    isTooLarge ? .bodyTooLarge : .invalidResponse,
                    message: "The response cannot be read. \(error.description)",
                    mayHaveReachedServer: true
                )
            )
        }
    }

    private func complete(isLast: Bool) {
        var keepsAlive = false
        switch phase {
        case .body(let value), .paused(let value): keepsAlive = value
        case .idle, .head: break
        }
        guard let exchange = takeExchange() else { return }
        completed += 1
        // More bytes than asked for, or an answer before the end of the request: the framing cannot be relied on.
        let isReusable = keepsAlive && isLast && stream.isOpen && !stream.isInputEnded && stream.pendingBytes == 0
        if isReusable {
            stream.resumeReading()
            worker.released(self)
        } else {
            worker.lost(self)
            stream.close()
        }
        exchange.finish(.success(()))
    }

    func inputEnded(_ stream: TCPStream) {
        guard exchange != nil else {
            stream.close()
            return
        }
        let isTruncated = (stream.transform as? TLSStreamTransform)?.isInputEnded == false
        if !isTruncated, case .end = parser.finish() {
            complete(isLast: true)
            return
        }
        disconnected("The server closed the connection before the response was complete.")
    }

    func deadlineReached(_ stream: TCPStream) {
        guard let exchange else {
            stream.close()
            return
        }
        if exchange.deadline <= worker.loop.now {
            fail(HTTPClientError(.deadlineExceeded, message: "The request's deadline passed.", mayHaveReachedServer: true))
            return
        }
        switch phase {
        case .head:
            fail(
                HTTPClientError(
                    .headTimeout,
                    message: "No response from \(origin) within \(exchange.timeouts.head).",
                    mayHaveReachedServer: true
                )
            )
        default:
            fail(
                HTTPClientError(
                    .readTimeout,
                    message: "The response of \(origin) paused for \(exchange.timeouts.read).",
                    mayHaveReachedServer: true
                )
            )
        }
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        disconnected(error.map { "The connection to \(origin) broke: \($0)" } ?? "The connection to \(origin) was closed.")
        worker.closed(self)
    }

    /// The connection is gone in the middle of an exchange, which may deserve another one.
    private func disconnected(_ message: String) {
        guard let exchange = takeExchange() else { return }
        worker.lost(self)
        stream.close()
        if completed > 0, !hasHeard, !exchange.isRetry, exchange.isIdempotent {
            exchange.isRetry = true
            worker.retry(exchange)
        } else {
            exchange.finish(.failure(HTTPClientError(.connectionClosed, message: message, mayHaveReachedServer: true)))
        }
    }
}
