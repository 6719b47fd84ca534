// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads responses from a byte stream, piece by piece; the client's side of ``HTTPRequestParser``.
public struct HTTPResponseParser: Sendable {
    /// What was found in the input.
    public enum Event: Sendable, Equatable {
        /// The input is used up.
        case needMoreData
        /// An interim 1xx response other than 101; the final head follows.
        case informational(HTTPResponseHead)
        /// The head of the final response. After 101 the rest of the input belongs to the new protocol.
        case head(HTTPResponseHead)
        /// Content: a range of the input, never empty.
        case body(Range<Int>)
        /// The message is complete.
        case end(HTTPFields)
        /// No request is waiting for a response; nothing was consumed.
        case paused
        /// The stream is beyond repair. Every further call says the same.
        case failed(HTTPParseError)
    }

    /// The largest content in bytes of the current response.
    public var bodyLimit: Int

    /// Makes a parser.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.bodyLimit = limits.bodyBytes
    }

    /// Tells the parser that a request has been sent and which method it had; a response to `HEAD` has no content.
    public mutating func expectResponse(to method: HTTPMethod) {}

    /// Consumes input from `cursor` on and says what it found.
    public mutating func next(_ input: UnsafeRawBufferPointer, _ cursor: inout Int) -> Event {
        cursor = input.count
        return .needMoreData
    }

    /// Tells the parser that the connection has ended: completes a body delimited by it, fails inside any other message.
    ///
    /// Returns `.end`, `.paused` when no message was under way, or `.failed`.
    public mutating func finish() -> Event { .paused }
}
