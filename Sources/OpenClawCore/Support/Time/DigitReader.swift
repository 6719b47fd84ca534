// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the fixed-width numbers of a date and time.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Reads exactly `count` digits.
    mutating func digits(_ count: Int) -> Int? {
        guard bytes.count - position >= count else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += count
        return value
    }

    /// Reads the digits after the point as milliseconds.
    mutating func fraction() -> Int? {
        var milliseconds = 0
        var scale = 100
        let start = position
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
            milliseconds += Int(bytes[position] - 0x30) * scale
            scale /= 10
            position += 1
        }
        return position > start ? milliseconds : nil
    }

    /// Reads `Z`, `+hh:mm` or `+hhmm` as minutes east of Greenwich.
    mutating func zoneMinutes() -> Int? {
        if take(0x5A) || take(0x7A) { return 0 }
        let isWest = take(0x2D)
        guard isWest || take(0x2B), let hours = digits(2), hours < 24 else { return nil }
        _ = take(0x3A)
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}
