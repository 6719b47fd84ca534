// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The three parts of a request line (RFC 9112 section 3), read strictly: single spaces, nothing around them.
struct HTTPRequestLine {
    let method: HTTPMethod
    let target: Range<Int>
    let version: HTTPVersion

    /// Parses `start..<end` of `base`, which has no control bytes but tab.
    @inline(__always)
    init(_ base: UnsafeRawPointer, from start: Int, to end: Int) throws(HTTPParseError) {
        // The shortest line is "G / HTTP/1.1".
        guard end &- start >= 12 else { throw Self.malformed(base, from: start, to: end) }
        switch UInt64(littleEndian: base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)) {
        case 0x312E_312F_5054_5448: version = .http11
        case 0x302E_312F_5054_5448: version = .http10
        default: throw Self.malformed(base, from: start, to: end)
        }
        guard base.load(fromByteOffset: end &- 9, as: UInt8.self) == ASCII.space else {
            throw HTTPParseError(.invalidStartLine)
        }
        let targetStart: Int
        switch UInt32(littleEndian: base.loadUnaligned(fromByteOffset: start, as: UInt32.self)) {
        case 0x2054_4547:  // "GET "
            method = .get
            targetStart = start &+ 4
        case 0x5453_4F50 where base.load(fromByteOffset: start &+ 4, as: UInt8.self) == ASCII.space:  // "POST"
            method = .post
            targetStart = start &+ 5
        default:
            (method, targetStart) = try Self.method(base, from: start, to: end &- 9)
        }
        guard targetStart < end &- 9 else { throw HTTPParseError(.invalidStartLine) }
        target = Range(uncheckedBounds: (targetStart, end &- 9))
        guard ByteScan.isVisible(base, from: target.lowerBound, to: target.upperBound) else {
            throw HTTPParseError(.invalidTarget)
        }
    }

    private static func method(
        _ base: UnsafeRawPointer,
        from start: Int,
        to end: Int
    ) throws(HTTPParseError) -> (HTTPMethod, Int) {
        var index = start
        while index < end, ASCII.isToken(base.load(fromByteOffset: index, as: UInt8.self)) { index &+= 1 }
        guard index > start, index < end, index - start <= 32, base.load(fromByteOffset: index, as: UInt8.self) == ASCII.space else {
            throw HTTPParseError(.invalidStartLine)
        }
        let method = HTTPMethod(String(decoding: UnsafeRawBufferPointer(start: base + start, count: index - start), as: UTF8.self))
        if method == .connect { throw HTTPParseError(.connectUnsupported) }
        return (method, index + 1)
    }

    /// Tells an unknown version from a line which has none.
    private static func malformed(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> HTTPParseError {
        guard end - start >= 12 else { return HTTPParseError(.invalidStartLine) }
        return versionError(base, from: end - 8, to: end)
    }

    /// The error for a version which is not `HTTP/1.1` or `HTTP/1.0`.
    static func versionError(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> HTTPParseError {
        let prefix: StaticString = "HTTP/"
        guard end - start == 8 else { return HTTPParseError(.invalidVersion) }
        for index in 0..<5 where base.load(fromByteOffset: start + index, as: UInt8.self) != prefix.utf8Start[index] {
            return HTTPParseError(.invalidVersion)
        }
        let isWellFormed =
            ASCII.isDigit(base.load(fromByteOffset: start + 5, as: UInt8.self))
            && base.load(fromByteOffset: start + 6, as: UInt8.self) == 0x2E
            && ASCII.isDigit(base.load(fromByteOffset: start + 7, as: UInt8.self))
        return HTTPParseError(isWellFormed ? .unsupportedVersion : .invalidVersion)
    }
}
