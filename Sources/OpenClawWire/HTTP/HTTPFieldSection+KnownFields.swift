// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFieldSection {
    /// `Host`: host and optional port, checked by the bytes they may hold; may be empty (RFC 9110 section 7.2).
    static func checkHost(_ base: UnsafeRawPointer, _ value: Range<Int>) throws(HTTPParseError) {
        // ! $ % & ' ( ) * + - . 0-9 : ; = in the lower half; A-Z [ ] _ a-z ~ in the upper half.
        let low: UInt64 = 0x2FFF_6FF2_0000_0000
        let high: UInt64 = 0x47FF_FFFE_AFFF_FFFE
        for index in value {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            let mask = byte < 0x40 ? low : high
            guard byte < 0x80, (mask &>> UInt64(byte & 0x3F)) & 1 == 1 else { throw HTTPParseError(.invalidHost) }
        }
    }

    /// `Expect`: only `100-continue` is known.
    mutating func takeExpect(_ base: UnsafeRawPointer, _ value: Range<Int>) throws(HTTPParseError) {
        guard Self.equals(base, value, "100-continue") else { throw HTTPParseError(.unsupportedExpectation) }
        facts.insert(.expectContinue)
    }

    /// `Connection`: a list of options of which two matter here.
    mutating func takeConnection(_ base: UnsafeRawPointer, _ value: Range<Int>) {
        ByteScan.forEachListElement(base, from: value.lowerBound, to: value.upperBound) { start, end in
            let element = Range(uncheckedBounds: (start, end))
            if Self.equals(base, element, "close") {
                facts.insert(.close)
            } else if Self.equals(base, element, "keep-alive") {
                facts.insert(.keepAlive)
            }
            return true
        }
    }

    /// `Content-Length`: one field of digits. A repetition is refused even when it says the same.
    mutating func takeContentLength(_ base: UnsafeRawPointer, _ value: Range<Int>) throws(HTTPParseError) {
        guard !value.isEmpty, value.count <= 19 else { throw HTTPParseError(.invalidContentLength) }
        var number: UInt64 = 0
        for index in value {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            guard ASCII.isDigit(byte) else { throw HTTPParseError(.invalidContentLength) }
            number = number &* 10 &+ UInt64(byte &- 0x30)
        }
        // 19 digits stay below 2^64, so nothing wrapped.
        guard let length = Int(exactly: number) else { throw HTTPParseError(.invalidContentLength) }
        if facts.contains(.contentLength) { throw HTTPParseError(.conflictingContentLength) }
        facts.insert(.contentLength)
        contentLength = length
    }

    /// `Transfer-Encoding`: a list over one or more fields whose last element must be the only `chunked`.
    mutating func takeTransferEncoding(_ base: UnsafeRawPointer, _ value: Range<Int>) throws(HTTPParseError) {
        facts.insert(.transferEncoding)
        var isValid = true
        ByteScan.forEachListElement(base, from: value.lowerBound, to: value.upperBound) { start, end in
            if facts.contains(.chunked) {
                isValid = false
                return false
            }
            facts.insert(Self.equals(base, Range(uncheckedBounds: (start, end)), "chunked") ? .chunked : .otherCoding)
            return true
        }
        guard isValid else { throw HTTPParseError(.invalidTransferEncoding) }
    }

    /// Whether the range spells `text`, in any letter case.
    @inline(__always)
    private static func equals(_ base: UnsafeRawPointer, _ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount
            && ByteScan.equalsIgnoringCase(base + range.lowerBound, text.utf8Start, count: range.count)
    }
}
