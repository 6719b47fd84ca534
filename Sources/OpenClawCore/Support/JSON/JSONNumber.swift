// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns checked number text into values.
@usableFromInline
enum JSONNumber {
    /// The whole number at `range`, an optional minus and digits, or `nil` when it does not fit 64 bits.
    @inlinable
    static func int(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int64? {
        var place = range.lowerBound
        let isNegative = bytes[place] == 0x2D
        if isNegative { place &+= 1 }
        if range.upperBound &- place <= 18 {
            var value: Int64 = 0
            while place < range.upperBound {
                value = value &* 10 &+ Int64(bytes[place] &- 0x30)
                place &+= 1
            }
            return isNegative ? 0 &- value : value
        }
        return wideInt(bytes, place..<range.upperBound, isNegative: isNegative)
    }

    @usableFromInline
    static func wideInt(_ bytes: UnsafeRawBufferPointer, _ digits: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for place in digits {
            let digit = Int64(bytes[place] - 0x30)
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    /// The nearest double of number text.
    ///
    /// Numbers of up to 19 digits whose value and power of ten are exact doubles need one multiplication or division
    /// (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990); the rest goes through the standard library.
    static func double(_ text: UnsafeRawBufferPointer) -> Double? {
        var place = 0
        let isNegative = text.first == 0x2D
        if isNegative { place = 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var afterPoint = false
        scan: while place < text.count {
            let byte = text[place]
            switch byte {
            case 0x30...0x39:
                mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
                if mantissa != 0 { digits += 1 }
                if afterPoint { exponent -= 1 }
            case 0x2E:
                afterPoint = true
            default:
                break scan
            }
            place += 1
        }
        if place < text.count, let written = Int(String(decoding: text[(place + 1)...], as: UTF8.self)), written.magnitude < 10_000 {
            exponent += written
        } else if place < text.count {
            return Double(String(decoding: text, as: UTF8.self))
        }
        guard digits <= 19, mantissa <= 1 << 53, (-22...22).contains(exponent) else {
            return Double(String(decoding: text, as: UTF8.self))
        }
        let exact = Double(mantissa)
        let value = exponent < 0 ? exact / powerOfTen(-exponent) : exact * powerOfTen(exponent)
        return isNegative ? -value : value
    }

    private static func powerOfTen(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
