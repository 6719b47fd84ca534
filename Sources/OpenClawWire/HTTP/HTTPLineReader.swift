// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Finds the lines of a head in input which may end anywhere. Keeps only the bytes of an unfinished line.
struct HTTPLineReader: Sendable {
    /// Where a complete line lies, without its line end.
    enum Line {
        /// The input is used up.
        case incomplete
        /// In the input.
        case input(Range<Int>)
        /// In ``HTTPLineReader/takeStored()``.
        case stored
        /// The line is longer than the limit.
        case tooLong
    }

    private var stored: [UInt8] = []

    /// Whether no byte of an unfinished line is kept.
    var isEmpty: Bool { stored.isEmpty }

    /// The bytes of a line reported as stored; the reader forgets them.
    mutating func takeStored() -> [UInt8] {
        let line = stored
        stored = []
        return line
    }

    /// Consumes up to the next line end. A line is CR LF-terminated, has no control byte but tab, and at most `limit` bytes.
    @inline(__always)
    mutating func next(
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int,
        limit: Int
    ) throws(HTTPParseError) -> Line {
        if !stored.isEmpty { return try nextStored(base, count: count, &cursor, limit: limit) }
        let start = cursor
        let bound = min(count, start &+ limit &+ 1)
        let end = ByteScan.firstControl(base, from: start, to: bound)
        guard end < bound else {
            if bound &- start > limit { return .tooLong }
            stored.append(base + start, count: count &- start)
            cursor = count
            return .incomplete
        }
        guard base.load(fromByteOffset: end, as: UInt8.self) == ASCII.carriageReturn else {
            throw Self.stray(base.load(fromByteOffset: end, as: UInt8.self))
        }
        guard end &+ 1 < count else {
            stored.append(base + start, count: count &- start)
            cursor = count
            return .incomplete
        }
        guard base.load(fromByteOffset: end &+ 1, as: UInt8.self) == ASCII.lineFeed else {
            throw HTTPParseError(.bareCarriageReturn)
        }
        cursor = end &+ 2
        return .input(Range(uncheckedBounds: (start, end)))
    }

    private mutating func nextStored(
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int,
        limit: Int
    ) throws(HTTPParseError) -> Line {
        guard cursor < count else { return .incomplete }
        if stored.last == ASCII.carriageReturn {
            guard base.load(fromByteOffset: cursor, as: UInt8.self) == ASCII.lineFeed else {
                throw HTTPParseError(.bareCarriageReturn)
            }
            stored.removeLast()
            cursor &+= 1
            return .stored
        }
        let start = cursor
        let bound = min(count, start &+ (limit &- stored.count) &+ 1)
        let end = ByteScan.firstControl(base, from: start, to: bound)
        guard end < bound else {
            if stored.count &+ (bound &- start) > limit { return .tooLong }
            stored.append(base + start, count: count &- start)
            cursor = count
            return .incomplete
        }
        guard base.load(fromByteOffset: end, as: UInt8.self) == ASCII.carriageReturn else {
            throw Self.stray(base.load(fromByteOffset: end, as: UInt8.self))
        }
        stored.append(base + start, count: end &+ 1 &- start)
        cursor = end &+ 1
        return try nextStored(base, count: count, &cursor, limit: limit)
    }

    private static func stray(_ byte: UInt8) -> HTTPParseError {
        HTTPParseError(byte == ASCII.lineFeed ? .bareLineFeed : .invalidControlByte)
    }
}
