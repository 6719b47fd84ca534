// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("Timestamp")
struct TimestampTests {
    static let table: [(text: String, milliseconds: Int64)] = [
        ("1970-01-01T00:00:00.000Z", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:34:56.789Z", 951_827_696_789),
        ("2001-09-09T01:46:40.000Z", 1_000_000_000_000),
        ("2026-01-31T08:05:00.250Z", 1_769_846_700_250),
        ("2038-01-19T03:14:08.000Z", 2_147_483_648_000),
        ("1900-03-01T00:00:00.000Z", -2_203_891_200_000),
        ("0001-01-01T00:00:00.000Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ]

    @Test("writes and reads ISO 8601", arguments: table)
    func roundTrip(text: String, milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "reads the variants of RFC 3339",
        arguments: [
            ("2026-01-31T08:05:00Z", 1_769_846_700_000),
            ("2026-01-31t08:05:00z", 1_769_846_700_000),
            ("2026-01-31 09:05:00.25+01:00", 1_769_846_700_250),
            ("2026-01-31T03:05:00,2509999-0500", 1_769_846_700_250),
            ("2026-01-31T08:05Z", 1_769_846_700_000),
            ("2026-01-31", 1_769_817_600_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ] as [(String, Int64)]
    )
    func variants(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "refuses what is no time",
        arguments: [
            "", "2026", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31", "2026-01-00", "2026-1-1", "2026-01-31T",
            "2026-01-31T08:05:00",
            "2026-01-31T24:00:00Z", "2026-01-31T08:60:00Z", "2026-01-31T08:05:61Z", "2026-01-31T08:05:00.Z", "2026-01-31T08:05:00Zx",
            "2026-01-31T08:05:00+25:00", "1769846700", "２０２６-01-31",
        ]
    )
    func refuses(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("every day of eight hundred years survives")
    func days() {
        var day: Int64 = -146_097
        while day < 146_097 {
            let time = Timestamp(milliseconds: day * 86_400_000 + 43_200_000)
            #expect(Timestamp(iso8601: time.description) == time)
            day += 3  // Every weekday and date comes up all the same.
        }
    }

    @Test("arithmetic stays inside the range")
    func arithmetic() {
        let time = Timestamp(milliseconds: 1000)
        #expect(time + .seconds(2) == Timestamp(milliseconds: 3000))
        #expect(time - .milliseconds(1500) == Timestamp(milliseconds: -500))
        #expect(Timestamp(milliseconds: 3000) - time == .seconds(2))
        #expect(Timestamp(milliseconds: .max) + .seconds(1) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: -1).seconds == -1)
        #expect(time < time + .milliseconds(1))
        #expect(Timestamp(milliseconds: .max).description == "292278994-08-17T07:12:55.807Z")
        #expect(Timestamp(milliseconds: .min).description == "-292275055-05-16T16:47:04.192Z")
    }

    @Test("a manual clock moves only by hand, the system's clock is in this century")
    func clocks() {
        let clock = ManualWallClock(Timestamp(milliseconds: 5))
        #expect(clock.now() == clock.now())
        clock.advance(by: .milliseconds(10))
        #expect(clock.now().milliseconds == 15)
        clock.set(.epoch)
        #expect(clock.now() == .epoch)
        #expect(SystemWallClock().now().description.hasPrefix("20"))
    }
}
