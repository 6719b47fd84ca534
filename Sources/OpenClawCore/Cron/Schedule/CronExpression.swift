// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A cron expression of five fields (minute, hour, day of the month, month, day of the week) or six (a second first).
///
/// A field is `*`, a number, a name (`JAN`, `MON`), a range `a-b`, a step `*/n`, `a-b/n` or `a/n` (from `a` to the end), or a list of those
/// with commas. Sunday is 0 and 7. When both the day of the month and the day of the week are restricted (do not begin with `*`), a day
/// that fits one of them is enough, as in Vixie cron.
///
/// What happens when clocks change is said at ``next(after:in:)``.
public struct CronExpression: Sendable, Hashable {
    /// The expression as it was written.
    public let text: String
    let seconds: UInt64
    let minutes: UInt64
    let hours: UInt64
    let days: UInt64
    let months: UInt64
    let weekdays: UInt64
    /// Whether a day has to fit both day fields, because one of them begins with `*`.
    let needsBothDays: Bool

    /// Reads an expression.
    /// - Throws: ``CronError`` that names the field which is wrong and what it takes.
    public init(_ text: String) throws(CronError) {
        guard text.utf8.count <= 256 else { throw CronError(.invalid, "a cron expression has at most 256 characters") }
        let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard fields.count == 5 || fields.count == 6 else {
            throw CronError(
                .invalid,
                "a cron expression has five fields (minute hour day month weekday) or six (second first), not \(fields.count): \"\(text)\""
            )
        }
        let rest = fields.suffix(5).map { $0 }
        self.text = text
        self.seconds = fields.count == 6 ? try CronField.second.read(fields[0]) : 1
        self.minutes = try CronField.minute.read(rest[0])
        self.hours = try CronField.hour.read(rest[1])
        self.days = try CronField.day.read(rest[2])
        self.months = try CronField.month.read(rest[3])
        self.weekdays = try CronField.weekday.read(rest[4])
        self.needsBothDays = rest[2].hasPrefix("*") || rest[4].hasPrefix("*")
    }

    /// Whether it fits every hour of a day.
    var isHourly: Bool { self.hours == (1 << 24) - 1 }

    /// Whether many people's jobs of this kind would start in the same moment: at minute 0 of several hours.
    var isTopOfHour: Bool { self.seconds == 1 && self.minutes == 1 && self.hours.nonzeroBitCount > 1 }
}
