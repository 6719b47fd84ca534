// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Byte classes of the protocols in this module, as bit masks: no table in memory, no bounds check.
@usableFromInline
enum ASCII {
    @usableFromInline static var tab: UInt8 { 0x09 }
    @usableFromInline static var lineFeed: UInt8 { 0x0A }
    @usableFromInline static var carriageReturn: UInt8 { 0x0D }
    @usableFromInline static var space: UInt8 { 0x20 }

    /// Folds `A`...`Z` to `a`...`z` and leaves every other byte alone.
    @inlinable @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Whether the byte may stand in a token (RFC 9110 section 5.6.2).
    @inlinable @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        // ! # $ % & ' * + - . 0-9 in the lower half; A-Z ^ _ ` a-z | ~ in the upper half.
        let low: UInt64 = 0x03FF_6CFA_0000_0000
        let high: UInt64 = 0x57FF_FFFF_C7FF_FFFE
        guard byte < 0x80 else { return false }
        let mask = byte < 0x40 ? low : high
        return (mask &>> UInt64(byte & 0x3F)) & 1 == 1
    }

    /// The value of a hexadecimal digit, or nil.
    @inlinable @inline(__always)
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        let digit = byte &- 0x30
        if digit < 10 { return digit }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// Whether the byte is `0`...`9`.
    @inlinable @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether the byte is a letter `A`...`Z` or `a`...`z`.
    @inlinable @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Whether the byte is a space or a tab.
    @inlinable @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
