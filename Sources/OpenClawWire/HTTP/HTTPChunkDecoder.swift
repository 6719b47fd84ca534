// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Takes the chunk framing off a body (RFC 9112 section 7.1), up to and including the line of the last chunk.
struct HTTPChunkDecoder: Sendable {
    /// What was found.
    enum Step {
        /// The input is used up.
        case needMoreData
        /// Data of a chunk.
        case data(Range<Int>)
        /// The last chunk; a trailer section follows.
        case last
    }

    private enum State: UInt8 {
        case size, sizeDigits, blank, extensionStart, `extension`, sizeLineFeed, data, dataReturn, dataLineFeed
    }

    /// The most bytes of extensions in one size line, and in one message.
    private static var extensionLimit: UInt16 { 256 }
    private static var totalExtensionLimit: UInt16 { 4096 }

    private var state = State.size
    private var digits: UInt8 = 0
    private var lineExtension: UInt16 = 0
    private var totalExtension: UInt16 = 0
    /// Bytes of the current chunk which are still to come.
    private var remaining = 0
    /// Bytes of all chunks announced so far.
    private var total = 0

    /// Consumes framing up to the next piece of data.
    mutating func next(
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int,
        limit: Int
    ) throws(HTTPParseError) -> Step {
        while cursor < count {
            if state == .data {
                let piece = min(remaining, count &- cursor)
                let range = Range(uncheckedBounds: (cursor, cursor &+ piece))
                remaining &-= piece
                cursor &+= piece
                if remaining == 0 { state = .dataReturn }
                return .data(range)
            }
            let byte = base.load(fromByteOffset: cursor, as: UInt8.self)
            cursor &+= 1
            if try take(byte, limit: limit) { return .last }
        }
        return .needMoreData
    }

    /// Takes one byte of framing; true after the line of the last chunk.
    @inline(__always)
    private mutating func take(_ byte: UInt8, limit: Int) throws(HTTPParseError) -> Bool {
        switch state {
        case .size:
            guard let digit = ASCII.hexadecimalValue(byte) else { throw HTTPParseError(.invalidChunkSize) }
            remaining = Int(digit)
            digits = 1
            lineExtension = 0
            state = .sizeDigits
        case .sizeDigits:
            if let digit = ASCII.hexadecimalValue(byte) {
                // 15 digits fit with the sign bit clear; more are refused, leading zeros or not.
                guard digits < 15 else { throw HTTPParseError(.chunkSizeOverflow) }
                remaining = remaining &<< 4 | Int(digit)
                digits &+= 1
            } else {
                try takeAfterSize(byte)
            }
        case .blank:
            try countExtension()
            if ASCII.isBlank(byte) { break }
            guard byte == 0x3B else { throw HTTPParseError(.invalidChunkSize) }
            state = .extensionStart
        case .extensionStart:
            try countExtension()
            if ASCII.isBlank(byte) { break }
            guard ASCII.isToken(byte) else { throw HTTPParseError(.invalidChunkSize) }
            state = .extension
        case .extension:
            if byte == ASCII.carriageReturn {
                state = .sizeLineFeed
            } else {
                guard byte >= 0x20 && byte != 0x7F || byte == ASCII.tab else { throw HTTPParseError(.invalidChunkSize) }
                try countExtension()
            }
        case .sizeLineFeed:
            guard byte == ASCII.lineFeed else { throw HTTPParseError(.invalidChunkSize) }
            if remaining == 0 { return true }
            guard remaining <= limit - total else { throw HTTPParseError(.bodyTooLarge) }
            total &+= remaining
            state = .data
        case .dataReturn:
            guard byte == ASCII.carriageReturn else { throw HTTPParseError(.invalidChunkEnd) }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == ASCII.lineFeed else { throw HTTPParseError(.invalidChunkEnd) }
            state = .size
        case .data:
            preconditionFailure("chunk data is never taken byte by byte")
        }
        return false
    }

    private mutating func takeAfterSize(_ byte: UInt8) throws(HTTPParseError) {
        switch byte {
        case ASCII.carriageReturn:
            state = .sizeLineFeed
        case 0x3B:
            try countExtension()
            state = .extensionStart
        case ASCII.space, ASCII.tab:
            try countExtension()
            state = .blank
        default:
            throw HTTPParseError(.invalidChunkSize)
        }
    }

    private mutating func countExtension() throws(HTTPParseError) {
        lineExtension += 1
        totalExtension += 1
        guard lineExtension <= Self.extensionLimit, totalExtension <= Self.totalExtensionLimit else {
            throw HTTPParseError(.chunkExtensionTooLong)
        }
    }
}
