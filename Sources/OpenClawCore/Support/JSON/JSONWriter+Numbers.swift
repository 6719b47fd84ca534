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
        append(upTo: 21) { [needsComma] room in
            let place = JSONWriter.put(0x2C, in: room, at: 0, if: needsComma)
            guard value >= 0, value < 10 else { return JSONWriter.putDigits(value, in: room, at: place) }
            room[place] = 0x30 &+ UInt8(truncatingIfNeeded: value)
            return place &+ 1
        }
        needsComma = true
    }

    /// Writes the shortest text which reads back as the same number.
    ///
    /// Whole numbers up to 2^53 are written without a point, infinities and NaN as `null`, as JavaScript peers expect.
    public mutating func double(_ value: Double) {
        guard value.isFinite else {
            null()
            return
        }
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero), !(value == 0 && value.sign == .minus) {
            int(Int64(value))
            return
        }
        var text = value.description
        text.withUTF8 { raw(UnsafeRawBufferPointer($0)) }
    }

    /// Writes digits at `place` and returns the offset behind them.
    @usableFromInline
    static func putDigits(_ value: Int64, in room: UnsafeMutableRawBufferPointer, at place: Int) -> Int {
        var rest = value.magnitude
        var length = 1
        var bound: UInt64 = 10
        while length < 19, rest >= bound {
            length &+= 1
            bound &*= 10
        }
        var start = place
        if value < 0 {
            room[place] = 0x2D
            start &+= 1
        }
        var position = start &+ length
        while position > start {
            position &-= 1
            let quotient = rest / 10
            room[position] = 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
        }
        return start &+ length
    }
}
