// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Reads over a number.
    /// - Returns: Where its bytes are and whether it has neither fraction nor exponent.
    @inlinable
    public mutating func scanNumber() throws(JSONError) -> (range: Range<Int>, isInteger: Bool) {
        let first = try peek()
        guard first == 0x2D || (first >= 0x30 && first <= 0x39) else { throw error(.notANumber) }
        let start = offset
        var place = start
        if first == 0x2D { place &+= 1 }
        guard let leading = byte(at: place) else { throw error(.invalidNumber, at: place) }
        if leading == 0x30 {
            place &+= 1
            if let next = byte(at: place), next >= 0x30, next <= 0x39 { throw error(.invalidNumber, at: start) }
        } else {
            place = try skipDigits(from: place)
        }
        var isInteger = true
        if byte(at: place) == 0x2E {
            isInteger = false
            place = try skipDigits(from: place &+ 1)
        }
        if let mark = byte(at: place), mark | 0x20 == 0x65 {
            isInteger = false
            place &+= 1
            if let sign = byte(at: place), sign == 0x2B || sign == 0x2D { place &+= 1 }
            place = try skipDigits(from: place)
        }
        position = place
        return (start..<place, isInteger)
    }

    /// Reads a whole number; `1.0` and `1e2` count as whole.
    @inlinable
    public mutating func scanInt() throws(JSONError) -> Int64 {
        let (range, isInteger) = try scanNumber()
        if isInteger {
            guard let value = JSONNumber.int(bytes, range) else { throw error(.numberOutOfRange, at: range.lowerBound) }
            return value
        }
        guard let value = Int64(exactly: try double(range)) else { throw error(.notAnInteger, at: range.lowerBound) }
        return value
    }

    /// Reads a number.
    public mutating func scanDouble() throws(JSONError) -> Double {
        let (range, isInteger) = try scanNumber()
        if isInteger, let value = JSONNumber.int(bytes, range) { return Double(value) }
        return try double(range)
    }

    /// Reads `true` or `false`.
    @inlinable
    public mutating func scanBool() throws(JSONError) -> Bool {
        switch try peek() {
        case 0x74:
            try scanLiteral("true")
            return true
        case 0x66:
            try scanLiteral("false")
            return false
        default:
            throw error(.notABool)
        }
    }

    /// Reads `null`.
    @inlinable
    public mutating func scanNull() throws(JSONError) {
        guard try peek() == 0x6E else { throw error(.notNull) }
        try scanLiteral("null")
    }

    mutating func scanNumberValue() throws(JSONError) -> JSONValue {
        let (range, isInteger) = try scanNumber()
        if isInteger, let value = JSONNumber.int(bytes, range) { return .int(value) }
        return .double(try double(range))
    }

    @usableFromInline
    func double(_ range: Range<Int>) throws(JSONError) -> Double {
        guard let value = JSONNumber.double(UnsafeRawBufferPointer(rebasing: bytes[range])), value.isFinite else {
            throw error(.numberOutOfRange, at: range.lowerBound)
        }
        return value
    }

    @inlinable
    mutating func scanLiteral(_ text: StaticString) throws(JSONError) {
        let start = offset
        let length = text.utf8CodeUnitCount
        let isSame = text.withUTF8Buffer { text in
            guard bytes.count &- start >= length else { return false }
            for index in 0..<length where bytes[start &+ index] != text[index] { return false }
            return true
        }
        guard isSame else { throw error(.expectedValue) }
        position = start &+ length
    }

    @inlinable
    @inline(__always)
    func byte(at place: Int) -> UInt8? {
        place < bytes.count ? bytes[place] : nil
    }

    @inlinable
    func skipDigits(from start: Int) throws(JSONError) -> Int {
        var place = start
        while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place &+= 1 }
        guard place > start else { throw error(.invalidNumber, at: place) }
        return place
    }
}
