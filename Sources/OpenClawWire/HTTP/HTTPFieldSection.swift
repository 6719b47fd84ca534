// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Collects the field lines of a header or trailer section and what the framing fields among them say.
struct HTTPFieldSection: Sendable {
    /// What was seen.
    struct Facts: OptionSet, Sendable {
        let rawValue: UInt16

        static var host: Facts { Facts(rawValue: 1 << 0) }
        static var repeatedHost: Facts { Facts(rawValue: 1 << 1) }
        static var contentLength: Facts { Facts(rawValue: 1 << 2) }
        static var transferEncoding: Facts { Facts(rawValue: 1 << 3) }
        static var chunked: Facts { Facts(rawValue: 1 << 4) }
        static var otherCoding: Facts { Facts(rawValue: 1 << 5) }
        static var close: Facts { Facts(rawValue: 1 << 6) }
        static var keepAlive: Facts { Facts(rawValue: 1 << 7) }
        static var expectContinue: Facts { Facts(rawValue: 1 << 8) }
        static var framing: Facts { [.contentLength, .transferEncoding, .host] }
    }

    var fields = HTTPFields()
    var facts: Facts = []
    /// The value of `Content-Length`.
    var contentLength = 0
    /// Bytes of the section so far, line ends included.
    private var byteCount = 0

    /// The longest line the limits still allow.
    @inline(__always)
    func lineLimit(_ limits: HTTPLimits) -> Int {
        max(0, min(Int(min(limits.fieldBytes, 65_535)), Int(limits.headerBytes) &- byteCount))
    }

    /// The error for a line longer than ``lineLimit(_:)``.
    func lineLimitError(_ limits: HTTPLimits) -> HTTPParseError {
        Int(limits.headerBytes) - byteCount < Int(limits.fieldBytes) ? HTTPParseError(.headerTooLarge) : HTTPParseError(.fieldTooLong)
    }

    /// Takes a field line: `start..<end` of `base` without its line end, not empty and without control bytes but tab.
    @inline(__always)
    mutating func take(
        _ base: UnsafeRawPointer,
        from start: Int,
        to end: Int,
        limits: HTTPLimits
    ) throws(HTTPParseError) {
        byteCount &+= end &- start &+ 2
        guard fields.count < limits.fieldCount else { throw HTTPParseError(.tooManyFields) }
        var index = start
        while index < end, ASCII.isToken(base.load(fromByteOffset: index, as: UInt8.self)) { index &+= 1 }
        guard index < end, index > start, base.load(fromByteOffset: index, as: UInt8.self) == 0x3A else {
            throw Self.nameError(base, from: start, at: index, to: end)
        }
        let value = ByteScan.trimmed(base, from: index &+ 1, to: end)
        let line = base + start
        fields.appendChecked(
            line,
            nameCount: index &- start,
            valueOffset: value.lowerBound &- start,
            valueCount: value.upperBound &- value.lowerBound
        )
        switch index &- start {
        case 4 where Self.word32(line, 0) == 0x7473_6F68:  // host
            facts.insert(facts.contains(.host) ? .repeatedHost : .host)
            try Self.checkHost(base, value)
        case 6 where Self.word32(line, 0) == 0x6570_7865 && Self.word32(line, 2) == 0x7463_6570:  // expe, pect
            try takeExpect(base, value)
        case 10 where Self.word64(line, 0) == 0x6974_6365_6E6E_6F63 && Self.word64(line, 2) == 0x6E6F_6974_6365_6E6E:
            takeConnection(base, value)  // connecti, nnection
        case 14 where Self.word64(line, 0) == 0x2D74_6E65_746E_6F63 && Self.word64(line, 6) == 0x6874_676E_656C_2D74:
            try takeContentLength(base, value)  // content-, t-length
        case 17
        where Self.word64(line, 0) == 0x7265_6673_6E61_7274 && Self.word64(line, 8) == 0x6E69_646F_636E_652D
            && base.load(fromByteOffset: index &- 1, as: UInt8.self) | 0x20 == 0x67:
            try takeTransferEncoding(base, value)  // transfer, -encodin, g
        default:
            break
        }
    }

    /// What follows the section, by the rules which requests and responses share; nil when neither length nor coding was given.
    func framing(version: HTTPVersion) throws(HTTPParseError) -> HTTPBodyFraming? {
        if facts.contains(.transferEncoding) {
            if version == .http10 { throw HTTPParseError(.transferEncodingInHTTP10) }
            if facts.contains(.contentLength) { throw HTTPParseError(.lengthWithTransferEncoding) }
            if !facts.contains(.chunked) { throw HTTPParseError(.invalidTransferEncoding) }
            if facts.contains(.otherCoding) { throw HTTPParseError(.unsupportedTransferEncoding) }
            return .chunked
        }
        return facts.contains(.contentLength) ? .length(contentLength) : nil
    }

    /// Whether the connection persists (RFC 9112 section 9.3).
    func keepAlive(version: HTTPVersion) -> Bool {
        !facts.contains(.close) && (version == .http11 || facts.contains(.keepAlive))
    }

    /// Loads bytes which are known to be token bytes and folds their letters: for these, `| 0x20` aliases nothing in a name.
    @inline(__always)
    private static func word32(_ line: UnsafeRawPointer, _ offset: Int) -> UInt32 {
        UInt32(littleEndian: line.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) | 0x2020_2020
    }

    @inline(__always)
    private static func word64(_ line: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: line.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) | 0x2020_2020_2020_2020
    }

    private static func nameError(_ base: UnsafeRawPointer, from start: Int, at index: Int, to end: Int) -> HTTPParseError {
        guard index < end else { return HTTPParseError(.invalidFieldName) }
        guard ASCII.isBlank(base.load(fromByteOffset: index, as: UInt8.self)) else { return HTTPParseError(.invalidFieldName) }
        return HTTPParseError(index == start ? .obsoleteFolding : .spaceBeforeColon)
    }
}
