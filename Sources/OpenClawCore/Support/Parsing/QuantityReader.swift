// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads numbers with units, such as `1h30m` or `1.5gb`, without losing digits.
struct QuantityReader {
    /// What a unit is worth in the smallest unit, by its names in lower case.
    let worth: (String) -> Int64?
    /// What a number without a unit counts.
    let bareWorth: Int64
    /// The largest result.
    let limit: Int64
    /// Completes "… is no …".
    let kind: String
    /// What to write instead.
    let advice: String

    func malformed(_ text: some StringProtocol) -> QuantityError {
        QuantityError(.malformed, "'\(text)' is no \(kind); \(advice).")
    }

    func outOfRange(_ text: some StringProtocol) -> QuantityError {
        QuantityError(.outOfRange, "'\(text)' is too large for a \(kind).")
    }

    /// The quantity of `text`. Several numbers must go from larger units to smaller ones.
    func read(_ text: some StringProtocol) throws(QuantityError) -> Int64 {
        let bytes = Array(text.utf8)
        var place = 0
        var total: Int128 = 0
        var previous = Int64.max
        var parts = 0
        func skipSpaces() { while place < bytes.count, bytes[place] == 0x20 { place += 1 } }
        skipSpaces()
        if place < bytes.count, bytes[place] == 0x2D {
            throw QuantityError(.outOfRange, "'\(text)' is negative; a \(kind) cannot be.")
        }
        while place < bytes.count {
            var mantissa: Int128 = 0
            var digits = 0
            var scale: Int128 = 1
            var isFraction = false
            while place < bytes.count {
                let byte = bytes[place]
                if byte == 0x2E, !isFraction, digits > 0 {
                    isFraction = true
                } else if byte >= 0x30, byte <= 0x39 {
                    digits += 1
                    guard digits <= 18 else { throw outOfRange(text) }
                    mantissa = mantissa * 10 + Int128(byte - 0x30)
                    if isFraction { scale *= 10 }
                } else {
                    break
                }
                place += 1
            }
            guard digits > 0, bytes[place - 1] != 0x2E else { throw malformed(text) }
            skipSpaces()
            let start = place
            while place < bytes.count, bytes[place] | 0x20 >= 0x61, bytes[place] | 0x20 <= 0x7A { place += 1 }
            let name = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
            let unit: Int64
            if name.isEmpty {
                guard parts == 0, place == bytes.count else { throw malformed(text) }
                unit = bareWorth
            } else {
                guard let known = worth(name), known < previous else { throw malformed(text) }
                unit = known
            }
            previous = unit
            parts += 1
            total += mantissa * Int128(unit) / scale
            guard total <= Int128(limit) else { throw outOfRange(text) }
            skipSpaces()
        }
        guard parts > 0 else { throw malformed(text) }
        return Int64(total)
    }

    /// The quantity of a JSON number or string.
    func read(_ value: JSONValue) throws(QuantityError) -> Int64 {
        switch value {
        case .string(let text):
            return try read(text)
        case .int(let number):
            guard number >= 0 else { throw QuantityError(.outOfRange, "\(number) is negative; a \(kind) cannot be.") }
            let (product, overflow) = number.multipliedReportingOverflow(by: bareWorth)
            guard !overflow, product <= limit else { throw outOfRange("\(number)") }
            return product
        case .double(let number):
            guard number >= 0 else { throw QuantityError(.outOfRange, "\(number) is negative; a \(kind) cannot be.") }
            guard number * Double(bareWorth) < Double(limit) else { throw outOfRange("\(number)") }
            return Int64(number * Double(bareWorth))
        default:
            throw QuantityError(.malformed, "\(value.kindDescription) is no \(kind); \(advice).")
        }
    }
}
