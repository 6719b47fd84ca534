// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads responses from a byte stream, piece by piece; the client's side of ``HTTPRequestParser``.
///
/// Call ``expectResponse(to:)`` for each request sent, in order, one at a time; then ``next(_:_:)`` as for requests.
/// It is as strict as the server's side: folded fields, ambiguous lengths and bare line feeds are refused.
public struct HTTPResponseParser: Sendable {
    /// What was found in the input.
    public enum Event: Sendable, Equatable {
        /// The input is used up.
        case needMoreData
        /// An interim 1xx response other than 101; the final head follows.
        case informational(HTTPResponseHead)
        /// The head of the final response. After 101 comes `.end`, and the rest of the input belongs to the new protocol.
        case head(HTTPResponseHead)
        /// Content: a range of the input, never empty.
        case body(Range<Int>)
        /// The message is complete. Trailers are empty unless a chunked message had some.
        case end(HTTPFields)
        /// No request is waiting for a response; nothing was consumed. Bytes left over mean that the server misbehaves.
        case paused
        /// The stream is beyond repair. Every further call says the same.
        case failed(HTTPParseError)
    }

    private enum Phase: UInt8 {
        case ended, statusLine, fields, length, chunks, trailers, untilClose, failed
    }

    /// The most interim responses before the final one.
    private static var informationalLimit: UInt8 { 16 }

    /// The largest content in bytes of the current response. Reset from the limits by each head.
    public var bodyLimit: Int

    private let limits: HTTPLimits
    private var phase = Phase.ended
    private var isHeadRequest = false
    private var informationalCount: UInt8 = 0
    private var version = HTTPVersion.http11
    private var status = HTTPStatus.ok
    private var error = HTTPParseError(.invalidStartLine)
    private var lines = HTTPLineReader()
    private var section = HTTPFieldSection()
    private var chunks = HTTPChunkDecoder()
    /// Content still to come with a known length; content so far until close.
    private var remaining = 0

    /// Makes a parser.
    public init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
        self.bodyLimit = limits.bodyBytes
    }

    /// Whether no response is under way or expected.
    public var isIdle: Bool { phase == .ended }

    /// Tells the parser that a request has been sent and which method it had; a response to `HEAD` has no content.
    ///
    /// The response before must have ended.
    public mutating func expectResponse(to method: HTTPMethod) {
        precondition(phase == .ended || phase == .failed, "one response at a time: wait for .end before the next request")
        guard phase == .ended else { return }
        phase = .statusLine
        isHeadRequest = method == .head
        informationalCount = 0
    }

    /// Consumes input from `cursor` on and says what it found.
    public mutating func next(_ input: UnsafeRawBufferPointer, _ cursor: inout Int) -> Event {
        do throws(HTTPParseError) {
            switch phase {
            case .ended: return .paused
            case .failed: return .failed(error)
            case .length: return try nextContent(count: input.count, &cursor)
            default: break
            }
            guard let base = input.baseAddress, cursor < input.count else { return .needMoreData }
            switch phase {
            case .statusLine, .fields: return try nextHead(base, count: input.count, &cursor)
            case .chunks: return try nextChunk(base, count: input.count, &cursor)
            case .trailers: return try nextTrailer(base, count: input.count, &cursor)
            default: return try nextUntilClose(count: input.count, &cursor)
            }
        } catch {
            return fail(error)
        }
    }

    /// Tells the parser that the connection has ended: completes a body delimited by it, fails inside any other message.
    ///
    /// Returns `.end`, `.paused` when no message was under way, or `.failed`.
    public mutating func finish() -> Event {
        switch phase {
        case .ended:
            return .paused
        case .failed:
            return .failed(error)
        case .untilClose:
            phase = .ended
            return .end(HTTPFields())
        case .length where remaining == 0:
            phase = .ended
            return .end(HTTPFields())
        default:
            return fail(HTTPParseError(.unexpectedEnd))
        }
    }

    private mutating func fail(_ error: HTTPParseError) -> Event {
        phase = .failed
        self.error = error
        section = HTTPFieldSection()
        lines = HTTPLineReader()
        return .failed(error)
    }

    private mutating func nextHead(_ base: UnsafeRawPointer, count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        if phase == .statusLine {
            switch try lines.next(base, count: count, &cursor, limit: Int(limits.startLineBytes)) {
            case .incomplete:
                return .needMoreData
            case .tooLong:
                throw HTTPParseError(.startLineTooLong)
            case .input(let line):
                try takeStatusLine(base, from: line.lowerBound, to: line.upperBound)
            case .stored:
                let line = lines.takeStored()
                try line.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(HTTPParseError) in
                    guard let base = bytes.baseAddress else { throw HTTPParseError(.invalidStartLine) }
                    try takeStatusLine(base, from: 0, to: bytes.count)
                }
            }
            phase = .fields
        }
        guard try section.read(&lines, base, count: count, &cursor, limits: limits) else { return .needMoreData }
        return try finishHead()
    }

    /// `HTTP/1.1 200 OK`; the reason may be empty, and the space before it missing.
    private mutating func takeStatusLine(_ base: UnsafeRawPointer, from start: Int, to end: Int) throws(HTTPParseError) {
        guard end - start >= 12 else { throw HTTPParseError(.invalidStartLine) }
        switch UInt64(littleEndian: base.loadUnaligned(fromByteOffset: start, as: UInt64.self)) {
        case 0x312E_312F_5054_5448: version = .http11
        case 0x302E_312F_5054_5448: version = .http10
        default: throw HTTPRequestLine.versionError(base, from: start, to: start + 8)
        }
        guard base.load(fromByteOffset: start + 8, as: UInt8.self) == ASCII.space else { throw HTTPParseError(.invalidStartLine) }
        var code = 0
        for index in start + 9..<start + 12 {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            guard ASCII.isDigit(byte) else { throw HTTPParseError(.invalidStatus) }
            code = code * 10 + Int(byte - 0x30)
        }
        guard code >= 100 else { throw HTTPParseError(.invalidStatus) }
        if end - start > 12, base.load(fromByteOffset: start + 12, as: UInt8.self) != ASCII.space {
            throw HTTPParseError(.invalidStatus)
        }
        status = HTTPStatus(code)
    }

    /// RFC 9112 section 6.3, read from the client's side.
    private mutating func finishHead() throws(HTTPParseError) -> Event {
        let facts = section.facts
        var head = HTTPResponseHead(status: status, version: version, fields: section.fields)
        if status.isInformational, status != .switchingProtocols {
            guard facts.isDisjoint(with: [.transferEncoding]) else { throw HTTPParseError(.invalidTransferEncoding) }
            guard informationalCount < Self.informationalLimit else { throw HTTPParseError(.invalidStatus) }
            informationalCount += 1
            section = HTTPFieldSection()
            phase = .statusLine
            return .informational(head)
        }
        let framing = try section.framing(version: version) ?? .untilClose
        head.body = isHeadRequest || status.forbidsBody ? .none : framing
        head.keepAlive = head.body != .untilClose && section.keepAlive(version: version)
        section = HTTPFieldSection()
        bodyLimit = limits.bodyBytes
        remaining = 0
        switch head.body {
        case .none:
            phase = .length
        case .length(let length):
            remaining = length
            phase = .length
        case .chunked:
            chunks = HTTPChunkDecoder()
            phase = .chunks
        case .untilClose:
            phase = .untilClose
        }
        return .head(head)
    }

    private mutating func nextContent(count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        guard remaining > 0 else {
            phase = .ended
            return .end(HTTPFields())
        }
        guard remaining <= bodyLimit else { throw HTTPParseError(.bodyTooLarge) }
        guard cursor < count else { return .needMoreData }
        let piece = min(remaining, count - cursor)
        let range = cursor..<cursor + piece
        remaining -= piece
        cursor += piece
        return .body(range)
    }

    private mutating func nextUntilClose(count: Int, _ cursor: inout Int) throws(HTTPParseError) -> Event {
        let range = cursor..<count
        guard range.count <= bodyLimit - remaining else { throw HTTPParseError(.bodyTooLarge) }
        remaining += range.count
        cursor = count
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
