// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a whole number.
    @inlinable
    public mutating func int(_ value: Int) {
        int(Int64(value))
    }

    /// Writes a whole number.
    @inlinable
    public mutating func int(_ value: Int64) {
        separate()
        needsComma = true
        if value >= 0, value < 10 {
            bytes.append(0x30 &+ UInt8(truncatingIfNeeded: value))
        } else {
            appendDigits(value)
        }
    }

    /// Writes a number; one without a fraction is written without a point, infinities and NaN as `null`, like ECMAScript does.
    public mutating func double(_ value: Double) {
        guard value.isFinite else {
            null()
            return
        }
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero), !(value == 0 && value.sign == .minus) {
            int(Int64(value))
            return
        }
        separate()
        needsComma = true
        var text = value.description
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    @usableFromInline
    mutating func appendDigits(_ value: Int64) {
        if value < 0 { bytes.append(0x2D) }
        var rest = value.magnitude
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = 0x30 &+ UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest != 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }
}
