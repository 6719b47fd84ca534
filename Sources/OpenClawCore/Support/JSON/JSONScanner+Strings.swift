// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Reads over a string.
    /// - Returns: Where its raw bytes are, without the quotes, and whether they hold escapes.
    @inlinable
    public mutating func scanString() throws(JSONError) -> (range: Range<Int>, hasEscapes: Bool) {
        guard try peek() == 0x22 else { throw error(.notAString) }
        return try scanStringBody()
    }

    /// Reads a string.
    @inlinable
    public mutating func string() throws(JSONError) -> String {
        let (range, hasEscapes) = try scanString()
        return hasEscapes ? decodeEscapes(range) : String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// The string whose raw bytes, as ``scanString()`` or ``nextKey()`` returned them, are at `range`.
    @inlinable
    public func decodeString(_ range: Range<Int>) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
        return raw.contains(0x5C) ? decodeEscapes(range) : String(decoding: raw, as: UTF8.self)
    }

    /// Whether the string whose raw bytes are at `range` is `text`.
    @inlinable
    public func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
        let isSame = text.withUTF8Buffer { text in
            guard text.count == raw.count else { return false }
            for index in 0..<text.count where text[index] != raw[index] { return false }
            return true
        }
        if isSame { return true }
        return raw.contains(0x5C) && decodeEscapes(range) == text.description
    }

    /// Reads over a string whose opening quote is at the current place.
    @inlinable
    mutating func scanStringBody() throws(JSONError) -> (range: Range<Int>, hasEscapes: Bool) {
        let start = offset &+ 1
        let count = bytes.count
        var place = start
        var hasEscapes = false
        while true {
            while count &- place >= 8 {
                let marks = JSONBytes.needsCare(JSONBytes.load(bytes, at: place))
                if marks != 0 {
                    place &+= marks.trailingZeroBitCount &>> 3
                    break
                }
                place &+= 8
            }
            guard place < count else { throw error(.unexpectedEnd, at: count) }
            let byte = bytes[place]
            if byte == 0x22 {
                position = place &+ 1
                return (start..<place, hasEscapes)
            } else if byte == 0x5C {
                hasEscapes = true
                place = try checkEscape(at: place)
            } else if byte >= 0x80 {
                place = try checkUTF8(at: place)
            } else if byte < 0x20 {
                throw error(.controlCharacter, at: place)
            } else {
                place &+= 1
            }
        }
    }

    /// Checks the escape at `place` and returns the offset behind it.
    @usableFromInline
    func checkEscape(at place: Int) throws(JSONError) -> Int {
        guard place + 1 < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
        switch bytes[place + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            return place + 2
        case 0x75:
            let unit = try codeUnit(at: place + 2)
            if unit & 0xF800 != 0xD800 { return place + 6 }
            guard unit < 0xDC00 else { throw error(.loneSurrogate, at: place) }
            guard place + 7 < bytes.count, bytes[place + 6] == 0x5C, bytes[place + 7] == 0x75 else {
                throw error(.loneSurrogate, at: place)
            }
            guard try codeUnit(at: place + 8) & 0xFC00 == 0xDC00 else { throw error(.loneSurrogate, at: place) }
            return place + 12
        default:
            throw error(.invalidEscape, at: place)
        }
    }

    private func codeUnit(at place: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for index in place..<place + 4 {
            guard index < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
            guard let digit = JSONBytes.hexadecimal(bytes[index]) else { throw error(.invalidEscape, at: index) }
            unit = unit << 4 | digit
        }
        return unit
    }

    /// Checks a run of non-ASCII characters at `start` (Unicode 16, table 3-7) and returns the offset behind it.
    @usableFromInline
    func checkUTF8(at start: Int) throws(JSONError) -> Int {
        var place = start
        let count = bytes.count
        while place < count {
            let lead = bytes[place]
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case ..<0x80: return place
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: throw error(.invalidUTF8, at: place)
            }
            guard count &- place >= length else { throw error(.invalidUTF8, at: place) }
            guard second.contains(bytes[place &+ 1]),
                length < 3 || bytes[place &+ 2] & 0xC0 == 0x80,
                length < 4 || bytes[place &+ 3] & 0xC0 == 0x80
            else { throw error(.invalidUTF8, at: place) }
            place &+= length
        }
        return place
    }

    /// Resolves the escapes of an already checked string.
    @usableFromInline
    func decodeEscapes(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { output in
            var written = 0
            var place = range.lowerBound
            while place < range.upperBound {
                let byte = bytes[place]
                guard byte == 0x5C, place + 1 < range.upperBound else {
                    output[written] = byte
                    written += 1
                    place += 1
                    continue
                }
                let escaped = bytes[place + 1]
                guard escaped == 0x75 else {
                    output[written] = JSONScanner.unescape(escaped)
                    written += 1
                    place += 2
                    continue
                }
                var scalar = decodedUnit(at: place + 2, before: range.upperBound)
                place += 6
                if scalar & 0xFC00 == 0xD800 {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + (decodedUnit(at: place + 2, before: range.upperBound) & 0x3FF)
                    place += 6
                }
                let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
                for unit in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter {
                    output[written] = unit
                    written += 1
                }
            }
            return written
        }
    }

    private func decodedUnit(at place: Int, before end: Int) -> UInt32 {
        var unit: UInt32 = 0
        for index in place..<max(place, min(place + 4, end)) { unit = unit << 4 | (JSONBytes.hexadecimal(bytes[index]) ?? 0) }
        return unit
    }

    private static func unescape(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: byte
        }
    }
}
