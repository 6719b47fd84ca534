// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// Writes a response piece by piece, for instance server-sent events.
///
/// Every function suspends while the client is slower than the writer. Once the client has gone, everything throws
/// ``HTTPResponseWriterError`` and the task is cancelled.
public final class HTTPResponseWriter: Sendable {
    private let exchange: HTTPExchange

    init(exchange: HTTPExchange) {
        self.exchange = exchange
    }

    /// Sends status and fields. Content follows in chunks, or until the end of the connection with HTTP/1.0.
    /// - Parameter length: the exact number of content bytes if it is known.
    public func writeHead(
        status: HTTPStatus = .ok,
        fields: HTTPFields = HTTPFields(),
        length: Int? = nil
    ) async throws(HTTPResponseWriterError) {
        try await exchange.onLoop { $0.streamHead(status: status, fields: fields, length: length) }
    }

    /// Sends content.
    public func write(_ bytes: [UInt8]) async throws(HTTPResponseWriterError) {
        try await exchange.onLoop { $0.streamBody(bytes) }
    }

    /// Ends the response. What is not ended when the closure returns is ended then.
    public func end() async throws(HTTPResponseWriterError) {
        try await exchange.onLoop { $0.streamEnd() }
    }

    /// The head was sent, so that a status can no longer be chosen. Only meaningful on the loop of the connection.
    public var hasWrittenHead: Bool { exchange.hasWrittenHead }
}
