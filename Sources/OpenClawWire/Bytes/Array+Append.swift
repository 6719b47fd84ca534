// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends constant text.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the bytes of a string.
    @inline(__always)
    mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    /// Appends raw memory.
    @inline(__always)
    mutating func append(_ base: UnsafeRawPointer, count: Int) {
        append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Appends a number in decimal digits; negative ones as zero.
    mutating func appendDecimal(_ number: Int) {
        var rest = UInt64(Swift.max(0, number))
        // Digits are found from the right; a 64-bit number has at most 20.
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var index = 20
            repeat {
                index &-= 1
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                digits.storeBytes(of: 0x30 &+ UInt8(truncatingIfNeeded: remainder), toByteOffset: index, as: UInt8.self)
                rest = quotient
            } while rest > 0
            append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[index...]))
        }
    }

    /// Appends a number in lower-case hexadecimal digits without leading zeros.
    mutating func appendHexadecimal(_ number: Int) {
        let bits = UInt64(Swift.max(0, number))
        var shift = Swift.max(0, (63 - bits.leadingZeroBitCount) / 4 * 4)
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: (bits &>> UInt64(shift)) & 0xF)
            append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
            shift -= 4
        }
    }
}
