// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The hours of the day in which heartbeats take place, by the clocks of a time zone.
///
/// Each day's hours begin when clocks first show the start and end when they first show the end: a time that clocks jump over counts at the
/// moment of the jump, one that comes twice counts the first time. Hours whose end is before their start go on past midnight.
public struct HeartbeatHours: Sendable, Hashable {
    /// The minute of the day at which they begin, 0 to 1439.
    public let start: Int
    /// The minute after the last, 0 to 1440, not ``start``; 1440 is midnight at the end of the day.
    public let end: Int
    /// Whose clocks count.
    public let zone: TimeZoneRules

    /// Makes hours; `nil` when the minutes are outside their bounds, or are the same.
    public init?(start: Int, end: Int, zone: TimeZoneRules = .utc) {
        guard (0..<1_440).contains(start), (0...1_440).contains(end), start != end else { return nil }
        self.start = start
        self.end = end
        self.zone = zone
    }

    /// Makes hours of times such as `08:00` and `24:00`; `nil` when they are written in another way, or are the same.
    public init?(start: String, end: String, zone: TimeZoneRules = .utc) {
        guard let start = Self.minutes(start), let end = Self.minutes(end) else { return nil }
        self.init(start: start, end: end, zone: zone)
    }

    /// The minute of the day that `08:00` names, up to 1440 for `24:00`; `nil` for anything else.
    public static func minutes(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(Substring(parts[0])), let minute = Int(Substring(parts[1])), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }

    /// Whether a moment is in them.
    public func contains(_ time: Timestamp) -> Bool {
        let day = self.day(of: time)
        // Those of yesterday may go on today; a zone may be a day ahead of another.
        return (day - 2...day + 1).contains { day in
            let hours = self.hours(of: day)
            return hours.opening <= time.seconds && time.seconds < hours.closing
        }
    }

    /// The first moment after a time at which they begin; `nil` when there is none within a week.
    public func opening(after time: Timestamp) -> Timestamp? {
        let day = self.day(of: time)
        for day in day - 2...day + 7 {
            let hours = self.hours(of: day)
            if hours.opening < hours.closing, hours.opening > time.seconds { return Timestamp(milliseconds: hours.opening * 1_000) }
        }
        return nil
    }

    /// The day that clocks show, counted from 1970.
    private func day(of time: Timestamp) -> Int64 {
        Timestamp.floorDivide(time.seconds + self.zone.offset(at: time), by: 86_400).quotient
    }

    /// When the hours that begin on a day begin and end, in seconds since 1970; the same when clocks jump over all of them.
    private func hours(of day: Int64) -> (opening: Int64, closing: Int64) {
        let midnight = day * 86_400
        let end = self.end < self.start ? self.end + 1_440 : self.end
        return (
            self.zone.firstMoment(ofLocal: midnight + Int64(self.start) * 60), self.zone.firstMoment(ofLocal: midnight + Int64(end) * 60)
        )
    }
}
