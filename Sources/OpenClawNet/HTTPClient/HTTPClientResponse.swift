// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// A response whose content arrives while it is read.
///
/// ```swift
/// let response = try await client.execute(HTTPClientRequest(url: url))
/// while let piece = try await response.next() { … }
/// ```
///
/// Reading slowly slows the server down. Letting go of the response before its end closes its connection. One task reads at a time.
public final class HTTPClientResponse: Sendable {
    /// Status, version and fields.
    public let head: HTTPResponseHead
    /// Where the response came from: the request's URL, or another one after redirects.
    public let url: WireURL
    private let exchange: HTTPClientExchange

    init(head: HTTPResponseHead, url: WireURL, exchange: HTTPClientExchange) {
        self.head = head
        self.url = url
        self.exchange = exchange
    }

    deinit {
        exchange.abandon()
    }

    /// The status.
    public var status: HTTPStatus { head.status }

    /// The fields.
    public var fields: HTTPFields { head.fields }

    /// Waits for the next piece of the content; nil at its end.
    ///
    /// - Throws: ``HTTPClientError`` also when the task is cancelled; the connection is then closed.
    public func next() async throws(HTTPClientError) -> [UInt8]? {
        try await exchange.nextChunk()
    }

    /// Collects the whole content, or what is left of it.
    ///
    /// - Parameter limit: The most bytes to accept.
    /// - Throws: `HTTPClientError/Code/bodyTooLarge` when there are more; the connection is then closed.
    public func collect(upTo limit: Int) async throws(HTTPClientError) -> [UInt8] {
        func tooLarge() -> HTTPClientError {
            exchange.abandon()
            return HTTPClientError(.bodyTooLarge, message: "The content has more than \(limit) bytes.", mayHaveReachedServer: true)
        }
        var expected = 0
        if case .length(let length) = head.body {
            guard length <= limit else { throw tooLarge() }
            expected = length
        }
        guard var content = try await next() else { return [] }
        guard content.count <= limit else { throw tooLarge() }
        content.reserveCapacity(expected)
        while let piece = try await next() {
            guard content.count + piece.count <= limit else { throw tooLarge() }
            content += piece
        }
        return content
    }

    /// Gives up the rest of the content. A reader that waits gets `HTTPClientError/Code/cancelled`.
    public func cancel() {
        exchange.abandon()
    }

    /// Reads the content as server-sent events.
    ///
    /// Whether the status and `Content-Type` are the expected ones is the caller's to check first.
    public func serverSentEvents(
        maximumLineBytes: Int = 1024 * 1024,
        maximumEventBytes: Int = 4 * 1024 * 1024
    ) -> HTTPServerSentEvents {
        HTTPServerSentEvents(
            response: self,
            parser: ServerSentEventParser(maximumLineBytes: maximumLineBytes, maximumEventBytes: maximumEventBytes)
        )
    }
}
