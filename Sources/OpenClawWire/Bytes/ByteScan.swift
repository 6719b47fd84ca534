// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Searches over raw bytes, eight at a time. Offsets are relative to `base`; nothing outside of `from..<to` is read.
enum ByteScan {
    @inline(__always)
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inline(__always)
    private static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Marks the lowest byte below `bound` (at most 0x80) in its top bit; bytes above the lowest mark may be marked wrongly.
    @inline(__always)
    private static func marksBelow(_ bound: UInt64, _ word: UInt64) -> UInt64 {
        (word &- ones &* bound) & ~word & tops
    }

    /// The first control byte other than tab, or `to`.
    @inline(__always)
    static func firstControl(_ base: UnsafeRawPointer, from: Int, to: Int) -> Int {
        var index = from
        while index &+ 8 <= to {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let marks = marksBelow(0x20, word) | marksBelow(1, word ^ (ones &* 0x7F))
            guard marks != 0 else {
                index &+= 8
                continue
            }
            index &+= marks.trailingZeroBitCount &>> 3
            if base.load(fromByteOffset: index, as: UInt8.self) != ASCII.tab { return index }
            index &+= 1
        }
        while index < to {
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            if byte < 0x20 && byte != ASCII.tab || byte == 0x7F { return index }
            index &+= 1
        }
        return to
    }

    /// Whether all bytes are visible ASCII: 0x21...0x7E.
    @inline(__always)
    static func isVisible(_ base: UnsafeRawPointer, from: Int, to: Int) -> Bool {
        var index = from
        while index &+ 8 <= to {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            if marksBelow(0x21, word) | marksBelow(1, word ^ (ones &* 0x7F)) | word & tops != 0 { return false }
            index &+= 8
        }
        while index < to {
            if base.load(fromByteOffset: index, as: UInt8.self) &- 0x21 > 0x7E - 0x21 { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the range is a token: not empty, token bytes only.
    static func isToken(_ base: UnsafeRawPointer, from: Int, to: Int) -> Bool {
        guard from < to else { return false }
        for index in from..<to where !ASCII.isToken(base.load(fromByteOffset: index, as: UInt8.self)) {
            return false
        }
        return true
    }

    /// Whether two ranges of the same length are equal without regard to ASCII letter case.
    @inline(__always)
    static func equalsIgnoringCase(_ lhs: UnsafeRawPointer, _ rhs: UnsafeRawPointer, count: Int) -> Bool {
        for index in 0..<count {
            let left = lhs.load(fromByteOffset: index, as: UInt8.self)
            let right = rhs.load(fromByteOffset: index, as: UInt8.self)
            if left != right {
                guard left ^ right == 0x20, ASCII.isLetter(left) else { return false }
            }
        }
        return true
    }

    /// The range without spaces and tabs at its ends.
    @inline(__always)
    static func trimmed(_ base: UnsafeRawPointer, from: Int, to: Int) -> Range<Int> {
        var start = from
        var end = to
        while start < end, ASCII.isBlank(base.load(fromByteOffset: start, as: UInt8.self)) { start &+= 1 }
        while start < end, ASCII.isBlank(base.load(fromByteOffset: end &- 1, as: UInt8.self)) { end &-= 1 }
        return start..<end
    }

    /// Calls for each element of a comma-separated list, trimmed; empty elements are skipped. Stops when `body` returns false.
    @inline(__always)
    static func forEachListElement(
        _ base: UnsafeRawPointer,
        from: Int,
        to: Int,
        _ body: (_ start: Int, _ end: Int) -> Bool
    ) {
        var start = from
        while start <= to {
            var end = start
            while end < to, base.load(fromByteOffset: end, as: UInt8.self) != 0x2C { end &+= 1 }
            let element = trimmed(base, from: start, to: end)
            if !element.isEmpty, !body(element.lowerBound, element.upperBound) { return }
            start = end &+ 1
        }
    }
}
