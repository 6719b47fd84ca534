// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Timestamp: CustomStringConvertible {
    /// The time in UTC as RFC 3339 writes it, always with three digits of a second: `2026-01-31T08:05:00.250Z`.
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { output in
            var writer = DigitWriter(output: output)
            let days = Timestamp.floorDivide(milliseconds, by: 86_400_000)
            let (year, month, day) = Timestamp.civil(fromDays: days.quotient)
            if year < 0 { writer.put(0x2D) }
            writer.digits(Int(year.magnitude), width: 4)
            writer.put(0x2D)
            writer.digits(month, width: 2)
            writer.put(0x2D)
            writer.digits(day, width: 2)
            writer.put(0x54)
            let rest = Int(days.remainder)
            writer.digits(rest / 3_600_000, width: 2)
            writer.put(0x3A)
            writer.digits(rest / 60_000 % 60, width: 2)
            writer.put(0x3A)
            writer.digits(rest / 1000 % 60, width: 2)
            writer.put(0x2E)
            writer.digits(rest % 1000, width: 3)
            writer.put(0x5A)
            return writer.count
        }
    }

    /// Reads an RFC 3339 time such as `2026-01-31T08:05:00Z`, `2026-01-31 09:05:00.25+01:00`, or a date alone (midnight UTC).
    ///
    /// Digits beyond the millisecond are dropped; a leap second counts as the second after it.
    /// - Returns: `nil` for anything else, including dates which do not exist.
    public init?(iso8601 text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.digits(4), reader.take(0x2D), let month = reader.digits(2), reader.take(0x2D),
            let day = reader.digits(2), (1...12).contains(month), day >= 1, day <= Timestamp.daysInMonth(month, year: year)
        else { return nil }
        let days = Timestamp.days(fromYear: Int64(year), month: month, day: day)
        var total = days * 86_400_000
        if !reader.isAtEnd {
            guard reader.take(0x54) || reader.take(0x74) || reader.take(0x20), let hour = reader.digits(2), hour < 24,
                reader.take(0x3A), let minute = reader.digits(2), minute < 60
            else { return nil }
            var second = 0
            if reader.take(0x3A) {
                guard let value = reader.digits(2), value <= 60 else { return nil }
                second = value
            }
            total += Int64(hour * 3_600_000 + minute * 60_000 + second * 1000)
            if reader.take(0x2E) || reader.take(0x2C) {
                guard let fraction = reader.fraction() else { return nil }
                total += Int64(fraction)
            }
            guard let offset = reader.zoneMinutes(), reader.isAtEnd else { return nil }
            total -= Int64(offset) * 60_000
        }
        self.init(milliseconds: total)
    }

    /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
    ///
    /// Counts years from March so that the leap day is the last day of a year, and 400-year eras of 146,097 days.
    static func days(fromYear year: Int64, month: Int, day: Int) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = floorDivide(shifted, by: 400)
        let monthFromMarch = Int64((month + 9) % 12)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
        let dayOfEra = era.remainder * 365 + era.remainder / 4 - era.remainder / 100 + dayOfYear
        return era.quotient * 146_097 + dayOfEra - 719_468
    }

    /// The date `days` after 1970-01-01; the inverse of ``days(fromYear:month:day:)``.
    static func civil(fromDays days: Int64) -> (year: Int64, month: Int, day: Int) {
        let era = floorDivide(days + 719_468, by: 146_097)
        let dayOfEra = era.remainder
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5) + 1
        let month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
        return (yearOfEra + era.quotient * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
