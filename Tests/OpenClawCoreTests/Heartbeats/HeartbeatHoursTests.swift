// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

/// Hours, a moment, and what holds then.
private struct HoursCase: CustomTestStringConvertible {
    var hours: (start: String, end: String)
    var now: String
    /// Whether the moment is in the hours.
    var isIn: Bool
    /// When they begin the next time.
    var opening: String

    var testDescription: String { "\(self.hours.start)-\(self.hours.end) at \(self.now)" }
}

@Suite struct HeartbeatHoursTests {
    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    @Test(
        arguments: [
            ("00:00", 0), ("08:30", 510), ("23:59", 1_439), ("24:00", 1_440), ("24:01", nil), ("8:00", nil), ("08:60", nil), ("08-00", nil),
            ("0800", nil), ("", nil), ("08:00:00", nil), ("+8:00", nil), ("٠٨:٠٠", nil),
        ] as [(String, Int?)]
    )
    func timesAreReadStrictly(text: String, minutes: Int?) { #expect(HeartbeatHours.minutes(text) == minutes) }

    @Test func hoursWithoutLengthAreNone() {
        #expect(HeartbeatHours(start: "08:00", end: "08:00") == nil)
        #expect(HeartbeatHours(start: "24:00", end: "08:00") == nil)
        #expect(HeartbeatHours(start: "00:00", end: "24:00") != nil)
    }

    @Test(arguments: [
        HoursCase(hours: ("08:00", "22:00"), now: "2026-11-21T07:59:59.999Z", isIn: false, opening: "2026-11-21T08:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-11-21T08:00:00Z", isIn: true, opening: "2026-11-22T08:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-11-21T21:59:59Z", isIn: true, opening: "2026-11-22T08:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-11-21T22:00:00Z", isIn: false, opening: "2026-11-22T08:00:00Z"),
        HoursCase(hours: ("08:00", "24:00"), now: "2026-11-21T23:59:59Z", isIn: true, opening: "2026-11-22T08:00:00Z"),
        HoursCase(hours: ("08:00", "24:00"), now: "2026-11-22T00:00:00Z", isIn: false, opening: "2026-11-22T08:00:00Z"),
        HoursCase(hours: ("22:00", "06:00"), now: "2026-11-21T23:00:00Z", isIn: true, opening: "2026-11-22T22:00:00Z"),
        HoursCase(hours: ("22:00", "06:00"), now: "2026-11-21T05:59:00Z", isIn: true, opening: "2026-11-21T22:00:00Z"),
        HoursCase(hours: ("22:00", "06:00"), now: "2026-11-21T06:00:00Z", isIn: false, opening: "2026-11-21T22:00:00Z"),
        HoursCase(hours: ("00:00", "24:00"), now: "2026-11-21T00:00:00Z", isIn: true, opening: "2026-11-22T00:00:00Z"),
    ])
    fileprivate func hoursOfADay(_ example: HoursCase) throws {
        let hours = try #require(HeartbeatHours(start: example.hours.start, end: example.hours.end))
        #expect(try hours.contains(Self.time(example.now)) == example.isIn)
        #expect(try hours.opening(after: Self.time(example.now)) == Self.time(example.opening))
    }

    /// In Berlin clocks jump from 2:00 to 3:00 on 29 March 2026 at 1:00 UTC, and back from 3:00 to 2:00 on 25 October at 1:00 UTC.
    @Test(arguments: [
        // The same hours are at another moment the day after.
        HoursCase(hours: ("08:00", "22:00"), now: "2026-03-28T21:30:00Z", isIn: false, opening: "2026-03-29T06:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-03-29T06:00:00Z", isIn: true, opening: "2026-03-30T06:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-10-24T20:00:00Z", isIn: false, opening: "2026-10-25T07:00:00Z"),
        HoursCase(hours: ("08:00", "22:00"), now: "2026-10-25T20:59:00Z", isIn: true, opening: "2026-10-26T07:00:00Z"),
        // Beginnings and ends that clocks jump over are the moment of the jump.
        HoursCase(hours: ("02:30", "05:00"), now: "2026-03-29T00:59:59Z", isIn: false, opening: "2026-03-29T01:00:00Z"),
        HoursCase(hours: ("02:30", "05:00"), now: "2026-03-29T01:00:00Z", isIn: true, opening: "2026-03-30T00:30:00Z"),
        HoursCase(hours: ("00:00", "02:30"), now: "2026-03-29T00:59:59Z", isIn: true, opening: "2026-03-29T22:00:00Z"),
        HoursCase(hours: ("00:00", "02:30"), now: "2026-03-29T01:00:00Z", isIn: false, opening: "2026-03-29T22:00:00Z"),
        // Hours that clocks jump over as a whole are left out that day.
        HoursCase(hours: ("02:10", "02:50"), now: "2026-03-29T01:00:00Z", isIn: false, opening: "2026-03-30T00:10:00Z"),
        HoursCase(hours: ("02:10", "02:50"), now: "2026-03-28T02:00:00Z", isIn: false, opening: "2026-03-30T00:10:00Z"),
        // A time that comes twice counts the first time, and the hours do not begin again.
        HoursCase(hours: ("02:30", "05:00"), now: "2026-10-25T00:30:00Z", isIn: true, opening: "2026-10-26T01:30:00Z"),
        HoursCase(hours: ("02:30", "05:00"), now: "2026-10-25T01:00:00Z", isIn: true, opening: "2026-10-26T01:30:00Z"),
        HoursCase(hours: ("00:00", "02:30"), now: "2026-10-25T00:29:00Z", isIn: true, opening: "2026-10-25T23:00:00Z"),
        HoursCase(hours: ("00:00", "02:30"), now: "2026-10-25T01:00:00Z", isIn: false, opening: "2026-10-25T23:00:00Z"),
        // Past midnight into the night of the jump.
        HoursCase(hours: ("22:00", "06:00"), now: "2026-03-29T03:59:00Z", isIn: true, opening: "2026-03-29T20:00:00Z"),
        HoursCase(hours: ("22:00", "06:00"), now: "2026-03-29T04:00:00Z", isIn: false, opening: "2026-03-29T20:00:00Z"),
    ])
    fileprivate func hoursOnDaysWhenClocksChange(_ example: HoursCase) throws {
        let berlin = try TimeZoneRules(name: "Europe/Berlin", tzif: TimeZoneRulesTests.berlin)
        let hours = try #require(HeartbeatHours(start: example.hours.start, end: example.hours.end, zone: berlin))
        #expect(try hours.contains(Self.time(example.now)) == example.isIn)
        #expect(try hours.opening(after: Self.time(example.now)) == Self.time(example.opening))
    }
}
