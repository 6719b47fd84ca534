// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Validates UTF-8 which arrives in pieces, and fails at the first byte that cannot be right (RFC 3629 section 4).
public struct UTF8Validator: Sendable, Hashable {
    /// Continuation bytes still missing from the current character.
    private var missing: UInt8 = 0
    /// The bounds of the next continuation byte; narrower than 80...BF behind some lead bytes.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// Makes a validator at the start of a text.
    public init() {}

    /// Whether the text may end here: not inside a character.
    public var isComplete: Bool { missing == 0 }

    /// Validates a whole text.
    public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var validator = UTF8Validator()
        return validator.feed(bytes) && validator.isComplete
    }

    /// Takes the next piece; false as soon as the text cannot be UTF-8 any more. After false the validator is of no use.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let count = bytes.count
        var state = self
        var index = 0
        while index < count {
            if state.missing == 0 {
                index = Self.skipASCII(base, from: index, to: count)
                guard index < count else { break }
                if index &+ 4 <= count {
                    let length = Self.plainCharacter(base + index)
                    if length > 0 {
                        index &+= length
                        continue
                    }
                }
                guard state.takeLead(base.load(fromByteOffset: index, as: UInt8.self)) else { return false }
            } else {
                guard state.takeContinuation(base.load(fromByteOffset: index, as: UInt8.self)) else { return false }
            }
            index &+= 1
        }
        self = state
        return true
    }

    /// The first byte which is not ASCII, or `to`.
    @inline(__always)
    private static func skipASCII(_ base: UnsafeRawPointer, from: Int, to: Int) -> Int {
        var index = from
        guard index < to, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 else { return index }
        let tops: UInt64 = 0x8080_8080_8080_8080
        while index &+ 32 <= to {
            let first = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let second = base.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
            let third = base.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
            let fourth = base.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
            if (first | second | third | fourth) & tops != 0 { break }
            index &+= 32
        }
        while index &+ 8 <= to {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) & tops
            if word != 0 { return index &+ (word.trailingZeroBitCount &>> 3) }
            index &+= 8
        }
        while index < to, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 { index &+= 1 }
        return index
    }

    /// The length of the character at `start`, of which four bytes can be read, when its lead byte allows every continuation;
    /// 0 leaves it to the byte by byte path.
    @inline(__always)
    private static func plainCharacter(_ start: UnsafeRawPointer) -> Int {
        let word = UInt32(littleEndian: start.loadUnaligned(as: UInt32.self))
        let lead = word & 0xFF
        if word & 0x00C0_C0F0 == 0x0080_80E0 { return lead == 0xE0 || lead == 0xED ? 0 : 3 }
        if word & 0x0000_C0E0 == 0x0000_80C0 { return lead >= 0xC2 ? 2 : 0 }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 { return lead >= 0xF1 && lead <= 0xF3 ? 4 : 0 }
        return 0
    }

    @inline(__always)
    private mutating func takeLead(_ byte: UInt8) -> Bool {
        lowest = 0x80
        highest = 0xBF
        switch byte {
        case 0xC2...0xDF:
            missing = 1
        case 0xE0...0xEF:
            missing = 2
            // No overlong forms, no surrogates.
            if byte == 0xE0 { lowest = 0xA0 }
            if byte == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            missing = 3
            // No overlong forms, nothing beyond U+10FFFF.
            if byte == 0xF0 { lowest = 0x90 }
            if byte == 0xF4 { highest = 0x8F }
        default:
            return false
        }
        return true
    }

    @inline(__always)
    private mutating func takeContinuation(_ byte: UInt8) -> Bool {
        guard byte >= lowest, byte <= highest else { return false }
        missing &-= 1
        lowest = 0x80
        highest = 0xBF
        return true
    }
}
