// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// The events of a response, one at a time.
///
/// ```swift
/// var events = response.serverSentEvents()
/// while let event = try await events.next() { … }
/// ```
public struct HTTPServerSentEvents: ~Copyable, Sendable {
    /// The response the events come from.
    public let response: HTTPClientResponse
    private var parser: ServerSentEventParser
    private var chunk: [UInt8] = []
    private var cursor = 0

    init(response: HTTPClientResponse, parser: ServerSentEventParser) {
        self.response = response
        self.parser = parser
    }

    /// The last id the stream has set; send it as `Last-Event-ID` when connecting again.
    public var lastEventID: String { parser.lastEventID }

    /// The time after which the server would like clients to connect again, once it has said so.
    public var retryMilliseconds: Int? { parser.retryMilliseconds }

    /// Waits for the next event; nil when the content ends. An event that is not complete then is dropped.
    ///
    /// - Throws: `HTTPClientError/Code/invalidEventStream` when an event is larger than allowed, or what reading throws.
    public mutating func next() async throws(HTTPClientError) -> ServerSentEvent? {
        while true {
            if let event = try parse() { return event }
            guard let next = try await response.next() else { return nil }
            chunk = next
            cursor = 0
        }
    }

    private mutating func parse() throws(HTTPClientError) -> ServerSentEvent? {
        guard cursor < chunk.count else { return nil }
        do throws(ServerSentEventError) {
            return try chunk.withUnsafeBufferPointer { (bytes) throws(ServerSentEventError) -> ServerSentEvent? in
                try parser.next(UnsafeRawBufferPointer(bytes), &cursor)
            }
        } catch {
            response.cancel()
            throw HTTPClientError(.invalidEventStream, message: error.description, mayHaveReachedServer: true)
        }
    }
}
