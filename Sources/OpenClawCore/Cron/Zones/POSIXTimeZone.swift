// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A rule for all years, as the last line of a zone file and the variable `TZ` write it: `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 8536, section 3.3).
struct POSIXTimeZone: Sendable, Hashable {
    /// The day of a change, and the time on it.
    struct Change: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// `Jn`: day 1 to 365; 29 February is never counted.
            case julian(Int)
            /// `n`: day 0 to 365, 29 February counted.
            case ordinal(Int)
            /// `Mm.w.d`: weekday `d` in week `w` of month `m`; week 5 is the last.
            case weekday(month: Int, week: Int, day: Int)
        }

        var day: Day
        /// Seconds after midnight; may be negative or on a later day.
        var time: Int64 = 7_200

        /// The local second since 1970 in a year.
        func local(year: Int64) -> Int64 {
            let days: Int64
            switch self.day {
            case .julian(let number):
                let leap = number > 59 && Timestamp.daysInMonth(2, year: Int(year)) == 29
                days = Timestamp.days(fromYear: year, month: 1, day: 1) + Int64(number - 1 + (leap ? 1 : 0))
            case .ordinal(let number):
                days = Timestamp.days(fromYear: year, month: 1, day: 1) + Int64(number)
            case .weekday(let month, let week, let weekday):
                let first = Timestamp.days(fromYear: year, month: month, day: 1)
                let firstWeekday = Timestamp.floorDivide(first + 4, by: 7).remainder
                var day = (Int64(weekday) - firstWeekday + 7) % 7 + Int64(week - 1) * 7
                if day >= Timestamp.daysInMonth(month, year: Int(year)) { day -= 7 }
                days = first + day
            }
            return days * 86_400 + self.time
        }
    }

    /// The other half of the year.
    struct Daylight: Sendable, Hashable {
        var offset: Int64
        var start: Change
        var end: Change
    }

    /// Seconds east of Greenwich in standard time.
    var standardOffset: Int64
    /// Summer time; `nil` when the zone has none.
    var daylight: Daylight?

    /// The changes of a year in their order, as seconds since 1970, and the offsets that hold from then on.
    func changes(in year: Int64) -> [(time: Int64, offset: Int64)] {
        guard let daylight else { return [] }
        let start = (time: daylight.start.local(year: year) - self.standardOffset, offset: daylight.offset)
        let end = (time: daylight.end.local(year: year) - daylight.offset, offset: self.standardOffset)
        return start.time < end.time ? [start, end] : [end, start]
    }
}
