// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Byte tests which look at eight bytes of JSON text at once.
@usableFromInline
enum JSONBytes {
    /// Marks (with 0x80) bytes of `word` which are a quote, a backslash or below 0x20.
    ///
    /// Marks above the first one may be wrong, the first one is always right; no mark means none of the eight bytes qualifies.
    @inlinable
    @inline(__always)
    static func needsEscape(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let low = (word &- (ones &* 0x20)) & ~word
        return (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | low) & (ones &* 0x80)
    }

    /// Like ``needsEscape(_:)`` but also marks bytes of 0x80 and above.
    @inlinable
    @inline(__always)
    static func needsCare(_ word: UInt64) -> UInt64 {
        needsEscape(word) | (word & 0x8080_8080_8080_8080)
    }

    /// Loads eight bytes so that the first one in memory is the lowest one of the word.
    @inlinable
    @inline(__always)
    static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The offset of the first byte at or after `start` which must be escaped in a JSON string, or the count.
    @inlinable
    static func firstEscape(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var offset = start
        let count = bytes.count
        while count &- offset >= 8 {
            let marks = needsEscape(load(bytes, at: offset))
            if marks != 0 { return offset &+ (marks.trailingZeroBitCount &>> 3) }
            offset &+= 8
        }
        while offset < count {
            let byte = bytes[offset]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return offset }
            offset &+= 1
        }
        return count
    }

    /// Copies bytes up to the first one which must be escaped in a JSON string, and returns how many.
    ///
    /// `target` must have room for all of `source`.
    @inlinable
    @inline(__always)
    static func copyUntilEscape(from source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) -> Int {
        var offset = 0
        let count = source.count
        while count &- offset >= 8 {
            let word = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let marks = needsEscape(UInt64(littleEndian: word))
            target.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
            if marks != 0 { return offset &+ (marks.trailingZeroBitCount &>> 3) }
            offset &+= 8
        }
        if count >= 8, offset < count {
            // The last word overlaps the one before, which is clean.
            let last = count &- 8
            let word = source.loadUnaligned(fromByteOffset: last, as: UInt64.self)
            let marks = needsEscape(UInt64(littleEndian: word))
            target.storeBytes(of: word, toByteOffset: last, as: UInt64.self)
            return marks == 0 ? count : last &+ (marks.trailingZeroBitCount &>> 3)
        }
        while offset < count {
            let byte = source[offset]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return offset }
            target[offset] = byte
            offset &+= 1
        }
        return count
    }

    /// The value of a hexadecimal digit, or `nil`.
    @inlinable
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte &- 0x30)
        case 0x41...0x46: UInt32(byte &- 0x37)
        case 0x61...0x66: UInt32(byte &- 0x57)
        default: nil
        }
    }
}
