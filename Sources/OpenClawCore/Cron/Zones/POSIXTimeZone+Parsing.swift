// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension POSIXTimeZone {
    /// Reads a rule; `nil` when it cannot be read.
    init?(_ text: String) {
        var reader = Reader(bytes: Array(text.utf8))
        guard reader.name(), let standard = reader.offset(maximumHours: 24) else { return nil }
        self.init(standardOffset: -standard)
        if reader.isAtEnd { return }
        guard reader.name() else { return nil }
        var offset = self.standardOffset + 3_600
        if !reader.isAt(0x2C) {
            guard let given = reader.offset(maximumHours: 24) else { return nil }
            offset = -given
        }
        guard let start = reader.change(), let end = reader.change(), reader.isAtEnd else { return nil }
        self.daylight = Daylight(offset: offset, start: start, end: end)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { self.position == self.bytes.count }
        func isAt(_ byte: UInt8) -> Bool { self.position < self.bytes.count && self.bytes[self.position] == byte }

        mutating func take(_ byte: UInt8) -> Bool {
            guard self.isAt(byte) else { return false }
            self.position += 1
            return true
        }

        /// A name of three or more letters, or of anything between angle brackets.
        mutating func name() -> Bool {
            if self.take(0x3C) {
                while !self.isAtEnd { if self.take(0x3E) { return true } else { self.position += 1 } }
                return false
            }
            let start = self.position
            while !self.isAtEnd, (0x61...0x7A).contains(self.bytes[self.position] | 0x20) { self.position += 1 }
            return self.position - start >= 3
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            var value = 0
            let start = self.position
            while !self.isAtEnd, (0x30...0x39).contains(self.bytes[self.position]), self.position - start < 4 {
                value = value * 10 + Int(self.bytes[self.position] - 0x30)
                self.position += 1
            }
            return self.position > start && range.contains(value) ? value : nil
        }

        /// `[+-]hh[:mm[:ss]]` as seconds.
        mutating func offset(maximumHours: Int) -> Int64? {
            let isNegative = self.take(0x2D)
            if !isNegative { _ = self.take(0x2B) }
            guard let hours = self.number(0...maximumHours) else { return nil }
            var total = hours * 3_600
            if self.take(0x3A) {
                guard let minutes = self.number(0...59) else { return nil }
                total += minutes * 60
                if self.take(0x3A) {
                    guard let seconds = self.number(0...59) else { return nil }
                    total += seconds
                }
            }
            return Int64(isNegative ? -total : total)
        }

        /// `,date[/time]`
        mutating func change() -> Change? {
            guard self.take(0x2C) else { return nil }
            let day: Change.Day
            if self.take(0x4D) {
                guard let month = self.number(1...12), self.take(0x2E), let week = self.number(1...5), self.take(0x2E),
                    let weekday = self.number(0...6)
                else { return nil }
                day = .weekday(month: month, week: week, day: weekday)
            } else if self.take(0x4A) {
                guard let number = self.number(1...365) else { return nil }
                day = .julian(number)
            } else {
                guard let number = self.number(0...365) else { return nil }
                day = .ordinal(number)
            }
            guard self.take(0x2F) else { return Change(day: day) }
            guard let time = self.offset(maximumHours: 167) else { return nil }
            return Change(day: day, time: time)
        }
    }
}
