// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct CronExpressionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var expression: String
        var zone: String
        var after: String
        var expected: [String]

        init(_ expression: String, _ zone: String, after: String, _ expected: String...) {
            self.expression = expression
            self.zone = zone
            self.after = after
            self.expected = expected
        }

        var testDescription: String { "\(self.expression) in \(self.zone) after \(self.after)" }
    }

    /// The rules of zones as their files' last lines have them, so that the table needs no files.
    static let rules = [
        "UTC": "UTC0", "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3", "America/New_York": "EST5EDT,M3.2.0,M11.1.0",
        "Australia/Lord_Howe": "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    ]

    static func zone(_ name: String) throws -> TimeZoneRules {
        let text = try #require(self.rules[name])
        let footer: POSIXTimeZone = try #require(POSIXTimeZone(text))
        return TimeZoneRules(name: name, footer: footer)
    }

    static let cases: [Case] = [
        // Clocks go forward: a time that does not exist counts at the moment of the jump, once.
        Case("30 2 * * *", "Europe/Berlin", after: "2026-03-28T00:00:00Z", "2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"),
        Case("30 2 * * *", "Europe/Berlin", after: "2027-03-27T12:00:00Z", "2027-03-28T01:00", "2027-03-29T00:30"),
        Case("*/20 2 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T01:00", "2026-03-30T00:00"),
        Case("0 3 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T01:00", "2026-03-30T01:00"),
        Case("30 2,3 * * *", "Europe/Berlin", after: "2026-03-28T12:00:00Z", "2026-03-29T01:00", "2026-03-29T01:30"),
        Case("30 2 * * *", "America/New_York", after: "2026-03-07T12:00:00Z", "2026-03-08T07:00", "2026-03-09T06:30"),
        Case("30 2 * * *", "America/New_York", after: "2027-03-13T12:00:00Z", "2027-03-14T07:00", "2027-03-15T06:30"),
        Case("15 2 * * *", "Australia/Lord_Howe", after: "2026-10-03T00:00:00Z", "2026-10-03T15:30", "2026-10-04T15:15"),
        Case("15 2 * * *", "Australia/Lord_Howe", after: "2027-10-02T00:00:00Z", "2027-10-02T15:30", "2027-10-03T15:15"),
        // Clocks go back: a time that comes twice counts the first time.
        Case("30 2 * * *", "Europe/Berlin", after: "2026-10-24T12:00:00Z", "2026-10-25T00:30", "2026-10-26T01:30"),
        Case("30 2 * * *", "Europe/Berlin", after: "2027-10-30T12:00:00Z", "2027-10-31T00:30", "2027-11-01T01:30"),
        Case("0 */2 * * *", "Europe/Berlin", after: "2026-10-24T23:00:00Z", "2026-10-25T00:00", "2026-10-25T03:00"),
        Case("30 1 * * *", "America/New_York", after: "2026-10-31T12:00:00Z", "2026-11-01T05:30", "2026-11-02T06:30"),
        Case("30 1 * * *", "America/New_York", after: "2027-11-06T12:00:00Z", "2027-11-07T05:30", "2027-11-08T06:30"),
        Case("45 1 * * *", "Australia/Lord_Howe", after: "2026-04-04T00:00:00Z", "2026-04-04T14:45", "2026-04-05T15:15"),
        Case("45 1 * * *", "Australia/Lord_Howe", after: "2027-04-03T00:00:00Z", "2027-04-03T14:45", "2027-04-04T15:15"),
        // Every hour: real time, nothing made up for and nothing left out.
        Case("*/30 * * * *", "Europe/Berlin", after: "2026-03-29T00:15:00Z", "2026-03-29T00:30", "2026-03-29T01:00", "2026-03-29T01:30"),
        Case("30 * * * *", "Europe/Berlin", after: "2026-03-29T00:15:00Z", "2026-03-29T00:30", "2026-03-29T01:30"),
        Case("30 * * * *", "Europe/Berlin", after: "2026-10-25T00:15:00Z", "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30"),
        Case("30 * * * *", "America/New_York", after: "2027-11-07T05:00:00Z", "2027-11-07T05:30", "2027-11-07T06:30"),
        Case("*/15 * * * *", "Australia/Lord_Howe", after: "2026-04-04T14:50:00Z", "2026-04-04T15:00", "2026-04-04T15:15"),
        Case(
            "45 * * * *",
            "Australia/Lord_Howe",
            after: "2026-10-03T14:00:00Z",
            "2026-10-03T14:15",
            "2026-10-03T15:15",
            "2026-10-03T15:45"
        ),
        // Leap days and the end of the year.
        Case("0 12 29 2 *", "UTC", after: "2026-01-01T00:00:00Z", "2028-02-29T12:00", "2032-02-29T12:00"),
        Case("0 12 29 2 *", "UTC", after: "2096-03-01T00:00:00Z", "2104-02-29T12:00"),
        Case("0 0 28-29 2 *", "UTC", after: "2027-02-27T00:00:00Z", "2027-02-28T00:00", "2028-02-28T00:00", "2028-02-29T00:00"),
        Case("59 23 31 12 *", "UTC", after: "2026-12-31T23:58:59Z", "2026-12-31T23:59", "2027-12-31T23:59"),
        Case("0 0 1 1 *", "Europe/Berlin", after: "2026-12-31T12:00:00Z", "2026-12-31T23:00", "2027-12-31T23:00"),
        Case("0 0 31 * *", "UTC", after: "2026-03-31T00:00:00Z", "2026-05-31T00:00", "2026-07-31T00:00"),
        // Days of the month and of the week.
        Case("0 0 13 * FRI", "UTC", after: "2026-11-01T00:00:00Z", "2026-11-06T00:00", "2026-11-13T00:00", "2026-11-20T00:00"),
        Case("0 0 */2 * mon", "UTC", after: "2026-11-01T00:00:00Z", "2026-11-09T00:00", "2026-11-23T00:00"),
        Case("0 9 * * MON-FRI", "UTC", after: "2026-11-20T09:00:00Z", "2026-11-23T09:00"),
        Case("0 9 * * fri-sun", "UTC", after: "2026-11-20T09:00:00Z", "2026-11-21T09:00", "2026-11-22T09:00", "2026-11-27T09:00"),
        Case("0 9 * JAN,dec 7", "UTC", after: "2026-11-20T09:00:00Z", "2026-12-06T09:00"),
        Case("10-50/20 8 * * *", "UTC", after: "2026-11-20T08:10:00Z", "2026-11-20T08:30", "2026-11-20T08:50", "2026-11-21T08:10"),
        Case("50/5 8 * * *", "UTC", after: "2026-11-20T08:50:00Z", "2026-11-20T08:55", "2026-11-21T08:50"),
    ]

    @Test(arguments: cases) func theNextTimes(_ example: Case) throws {
        let expression = try CronExpression(example.expression)
        let zone = try Self.zone(example.zone)
        var time = try #require(Timestamp(iso8601: example.after))
        for expected in example.expected {
            let next = try #require(expression.next(after: time, in: zone))
            #expect(next.description == expected + ":00.000Z")
            time = next
        }
    }

    @Test func sixFieldsBeginWithASecond() throws {
        let expression = try CronExpression("59,0/30 59 23 31 12 *")
        var time = try #require(Timestamp(iso8601: "2026-12-31T23:58:00Z"))
        var found: [String] = []
        for _ in 0..<4 {
            time = try #require(expression.next(after: time, in: .utc))
            found.append(time.description)
        }
        #expect(found == ["2026-12-31T23:59:00.000Z", "2026-12-31T23:59:30.000Z", "2026-12-31T23:59:59.000Z", "2027-12-31T23:59:00.000Z"])
    }

    /// Each time comes once, in order, and the clock shows what the expression says, over two years with eight changes.
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]) func noDayIsLostOverTwoYears(_ name: String) async throws
    {
        let zone = try Self.zone(name)
        let daily = try CronExpression("15 2 * * *")
        var time = try #require(Timestamp(iso8601: "2026-01-01T00:00:00Z"))
        var days: Set<Int64> = []
        for _ in 0..<730 {
            let next = try #require(daily.next(after: time, in: zone))
            #expect(next > time)
            days.insert((next.seconds + zone.offset(at: next)) / 86_400)
            time = next
        }
        #expect(days.count == 730)
    }

    @Test(arguments: [
        "", "* * * *", "* * * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *",
        "*/0 * * * *", "a * * * *", "1,,2 * * * *", "-1 * * * *", "1- * * * *", "* * L * *", "* * ? * *", "@daily", "* * * FEBR *",
    ])
    func whatIsNoExpressionIsRefusedWithItsField(_ text: String) {
        let error = #expect(throws: CronError.self) { try CronExpression(text) }
        #expect(error?.code == .invalid)
    }

    @Test func aDayThatNeverComesHasNoNextTime() throws {
        #expect(try CronExpression("0 0 30 2 *").next(after: Timestamp(milliseconds: 1_790_000_000_000), in: .utc) == nil)
    }
}
