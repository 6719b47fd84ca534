// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronExpression {
    /// How far ahead a fitting day is looked for: the longest time between two 29ths of February, and each of them on one weekday.
    private static let horizonDays: Int64 = 41 * 366

    /// The first time after another that fits, by the clocks of a zone.
    ///
    /// When clocks are put forward, a time that they jump over counts at the moment of the jump, once. When they are put back, a time that
    /// comes twice counts the first time only. An expression that fits every hour of the day follows real time instead: nothing is made up
    /// for and nothing is left out, so that `*/15 * * * *` stays every 15 minutes.
    /// - Returns: `nil` when no time fits in the next 40 years.
    public func next(after time: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        let second = self.isHourly ? self.nextInRealTime(after: time.seconds, zone) : self.nextByTheClock(after: time.seconds, zone)
        return second.map { Timestamp(milliseconds: $0 * 1000) }
    }

    private func nextInRealTime(after second: Int64, _ zone: TimeZoneRules) -> Int64? {
        var from = second + 1
        let limit = second + Self.horizonDays * 86_400
        while from < limit {
            let segment = zone.segment(at: from)
            guard let local = self.nextLocal(from: from + segment.offset) else { return nil }
            if local - segment.offset < segment.end { return local - segment.offset }
            from = segment.end
        }
        return nil
    }

    private func nextByTheClock(after second: Int64, _ zone: TimeZoneRules) -> Int64? {
        var local = second + zone.segment(at: second).offset + 1
        while let found = self.nextLocal(from: local) {
            let moment = zone.firstMoment(ofLocal: found)
            if moment > second { return moment }
            local = found + 1
        }
        return nil
    }

    /// The first local second from one on that fits.
    private func nextLocal(from local: Int64) -> Int64? {
        let (first, rest) = Timestamp.floorDivide(local, by: 86_400)
        var timeOfDay = Int(rest)
        var day = first
        while day <= first + Self.horizonDays {
            let (year, month, dayOfMonth) = Timestamp.civil(fromDays: day)
            if self.months & 1 << UInt64(month) == 0 {
                day += Int64(Timestamp.daysInMonth(month, year: Int(year)) - dayOfMonth + 1)
                timeOfDay = 0
                continue
            }
            if self.fits(day, dayOfMonth), let second = self.nextSecond(from: timeOfDay) { return day * 86_400 + Int64(second) }
            day += 1
            timeOfDay = 0
        }
        return nil
    }

    private func fits(_ day: Int64, _ dayOfMonth: Int) -> Bool {
        let weekday = Timestamp.floorDivide(day + 4, by: 7).remainder
        let byDay = self.days & 1 << UInt64(dayOfMonth) != 0
        let byWeekday = self.weekdays & 1 << UInt64(weekday) != 0
        return self.needsBothDays ? byDay && byWeekday : byDay || byWeekday
    }

    /// The first second of a day from one on that fits.
    private func nextSecond(from timeOfDay: Int) -> Int? {
        var hour = timeOfDay / 3_600
        var minute = timeOfDay / 60 % 60
        var second = timeOfDay % 60
        while let nextHour = Self.next(self.hours, from: hour) {
            if nextHour > hour { (hour, minute, second) = (nextHour, 0, 0) }
            while let nextMinute = Self.next(self.minutes, from: minute) {
                if nextMinute > minute { (minute, second) = (nextMinute, 0) }
                if let found = Self.next(self.seconds, from: second) { return hour * 3_600 + minute * 60 + found }
                (minute, second) = (minute + 1, 0)
            }
            (hour, minute, second) = (hour + 1, 0, 0)
        }
        return nil
    }

    /// The lowest bit that is set, from one on.
    private static func next(_ bits: UInt64, from low: Int) -> Int? {
        guard low < 64 else { return nil }
        let rest = bits >> UInt64(low)
        return rest == 0 ? nil : low + rest.trailingZeroBitCount
    }
}
