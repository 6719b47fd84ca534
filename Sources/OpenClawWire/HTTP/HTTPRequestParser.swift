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

    private enum Phase: UInt8 {
        case startLine, fields, length, chunks, trailers, ended, failed
    }

    /// Empty lines which are forgiven before a request line (RFC 9112 section 2.2).
    private static var emptyLineLimit: UInt8 { 2 }

    /// The largest content in bytes of the current message. Reset from the limits by each head; set it on ``Event/head(_:)``.
    public var bodyLimit: Int

    private let limits: HTTPLimits
    private var phase = Phase.startLine
    private var emptyLines: UInt8 = 0
    private var version = HTTPVersion.http11
    private var error = HTTPParseError(.invalidStartLine)
    private var method = HTTPMethod.get
    private var target = ""
    private var lines = HTTPLineReader()
    private var section = HTTPFieldSection()
    private var chunks = HTTPChunkDecoder()
    /// Content still to come with a known length.
    private var remaining = 0

    /// Makes a parser.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
        self.bodyLimit = limits.bodyBytes
    }

    /// Whether no byte of a message has arrived yet: the connection is idle and may be closed silently.
    public var isIdle: Bool { phase == .startLine && lines.isEmpty }

    /// Whether a head has begun and is not complete: the header deadline runs.
    public var isInHead: Bool { phase == .fields || phase == .startLine && !lines.isEmpty }

    /// Allows the parser to go on with the next request after ``Event/end(_:)``; without effect before it.
    public mutating func startNext() {
        guard phase == .ended else { return }
        phase = .startLine
        emptyLines = 0
    }

    /// Consumes input from `cursor` on and says what it found.
    ///
    /// - Parameters:
    ///   - input: bytes from the connection; ranges in events index into it.
    ///   - cursor: where to go on; moved behind what was consumed.
    public mutating func next(_ input: UnsafeRawBufferPointer, _ cursor: inout Int) -> Event {
        do throws(HTTPParseError) {
            switch phase {
            case .startLine, .fields:
                guard let base = input.baseAddress, cursor < input.count else { return .needMoreData }
                return try nextHead(base, count: input.count, &cursor)
            case .length:
                return try nextContent(count: input.count, &cursor)
            case .chunks:
                guard let base = input.baseAddress, cursor < input.count else { return .needMoreData }
                return try nextChunk(base, count: input.count, &cursor)
            case .trailers:
                guard let base = input.baseAddress, cursor < input.count else { return .needMoreData }
                return try nextTrailer(base, count: input.count, &cursor)
            case .ended:
                return .paused
            case .failed:
                return .failed(error)
            }
        } catch {
            phase = .failed
            self.error = error
            section = HTTPFieldSection()
            lines = HTTPLineReader()
            return .failed(error)
        }
    }

    private mutating func nextHead(
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(HTTPParseError) -> Event {
        if phase == .startLine {
            guard try nextStartLine(base, count: count, &cursor) else { return .needMoreData }
            phase = .fields
            section.fields.reserve(min(count &- cursor, 960) &+ 64)
        }
        guard try section.read(&lines, base, count: count, &cursor, limits: limits) else { return .needMoreData }
        return .head(try finishHead())
    }

    /// Reads the request line; false when the input is used up before its end.
    @inline(__always)
    private mutating func nextStartLine(
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int
    ) throws(HTTPParseError) -> Bool {
        while true {
            switch try lines.next(base, count: count, &cursor, limit: Int(limits.startLineBytes)) {
            case .incomplete:
                return false
            case .tooLong:
                throw HTTPParseError(.startLineTooLong)
            case .input(let line):
                if line.isEmpty {
                    try skipEmptyLine()
                    continue
                }
                try takeStartLine(base, from: line.lowerBound, to: line.upperBound)
                return true
            case .stored:
                let line = lines.takeStored()
                if line.isEmpty {
                    try skipEmptyLine()
                    continue
                }
                try line.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(HTTPParseError) in
                    guard let base = bytes.baseAddress else { return }
                    try takeStartLine(base, from: 0, to: bytes.count)
                }
                return true
            }
        }
    }

    private mutating func skipEmptyLine() throws(HTTPParseError) {
        guard emptyLines < Self.emptyLineLimit else { throw HTTPParseError(.invalidStartLine) }
        emptyLines += 1
    }

    @inline(__always)
    private mutating func takeStartLine(_ base: UnsafeRawPointer, from start: Int, to end: Int) throws(HTTPParseError) {
        let line = try HTTPRequestLine(base, from: start, to: end)
        method = line.method
        version = line.version
        target = String(decoding: UnsafeRawBufferPointer(start: base + line.target.lowerBound, count: line.target.count), as: UTF8.self)
    }

    /// Applies the rules which need the whole section, and chooses how the content is read.
    @inline(__always)
    private mutating func finishHead() throws(HTTPParseError) -> HTTPRequestHead {
        let facts = section.facts
        if facts.contains(.repeatedHost) { throw HTTPParseError(.repeatedHost) }
        if version == .http11, !facts.contains(.host) { throw HTTPParseError(.missingHost) }
        let body = try section.framing(version: version) ?? .none
        bodyLimit = limits.bodyBytes
        var hasContent = false
        switch body {
        case .chunked:
            chunks = HTTPChunkDecoder()
            phase = .chunks
            hasContent = true
        case .length(let length):
            remaining = length
            phase = .length
            hasContent = length > 0
        case .none, .untilClose:
            remaining = 0
            phase = .length
        }
        let head = HTTPRequestHead(
            method: method,
            target: target,
            version: version,
            fields: section.fields,
            body: body,
            keepAlive: section.keepAlive(version: version),
            expectsContinue: hasContent && version == .http11 && facts.contains(.expectContinue)
        )
        section = HTTPFieldSection()
        target = ""
        return head
    }

    private mutating func nextContent(count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        guard remaining > 0 else {
            phase = .ended
            return .end(HTTPFields())
        }
        // The whole length is checked before the first byte; later the rest, which is then smaller.
        guard remaining <= bodyLimit else { throw HTTPParseError(.bodyTooLarge) }
        guard cursor < count else { return .needMoreData }
        let piece = min(remaining, count - cursor)
        let range = cursor..<cursor + piece
        remaining -= piece
        cursor += piece
        return .body(range)
    }

    private mutating func nextChunk(_ base: UnsafeRawPointer, count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        switch try chunks.next(base, count: count, &cursor, limit: bodyLimit) {
        case .needMoreData:
            return .needMoreData
        case .data(let range):
            return .body(range)
        case .last:
            phase = .trailers
            guard cursor < count else { return .needMoreData }
            return try nextTrailer(base, count: count, &cursor)
        }
    }

    private mutating func nextTrailer(_ base: UnsafeRawPointer, count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        guard try section.read(&lines, base, count: count, &cursor, limits: limits) else { return .needMoreData }
        guard section.facts.isDisjoint(with: .framing) else { throw HTTPParseError(.invalidTrailer) }
        let trailers = section.fields
        section = HTTPFieldSection()
        phase = .ended
        return .end(trailers)
    }
}
