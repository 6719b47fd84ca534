// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

/// A conversation that began at a time in a zone, and when the hour ends it.
private struct Day: CustomTestStringConvertible {
    var zone: String
    var hour: Int
    var began: String
    var ends: String
    var testDescription: String { "\(self.zone) \(self.hour) h, begun \(self.began)" }
}

@Suite("When conversations end")
struct SessionFreshnessTests {
    private static let days = [
        Day(zone: "UTC", hour: 4, began: "2026-11-22T03:59:59Z", ends: "2026-11-22T04:00:00Z"),
        Day(zone: "UTC", hour: 4, began: "2026-11-22T04:00:00Z", ends: "2026-11-23T04:00:00Z"),
        Day(zone: "UTC", hour: 0, began: "2026-12-31T23:59:59Z", ends: "2027-01-01T00:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 4, began: "2026-07-01T01:59:00Z", ends: "2026-07-01T02:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 4, began: "2026-12-01T02:30:00Z", ends: "2026-12-01T03:00:00Z"),
        // Clocks go from 2:00 to 3:00: the day before 4:00 has an hour less, and 2:30 is never shown.
        Day(zone: "Europe/Berlin", hour: 4, began: "2027-03-27T03:00:00Z", ends: "2027-03-28T02:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 2, began: "2027-03-27T20:00:00Z", ends: "2027-03-28T01:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 2, began: "2027-03-28T01:00:00Z", ends: "2027-03-29T00:00:00Z"),
        // Clocks go from 3:00 back to 2:00: 2:00 is shown twice and counts once.
        Day(zone: "Europe/Berlin", hour: 4, began: "2026-10-24T02:00:00Z", ends: "2026-10-25T03:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 2, began: "2026-10-24T23:59:59Z", ends: "2026-10-25T00:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 2, began: "2026-10-25T00:30:00Z", ends: "2026-10-26T01:00:00Z"),
        Day(zone: "Europe/Berlin", hour: 2, began: "2026-10-25T01:00:00Z", ends: "2026-10-26T01:00:00Z"),
        // Half an hour, at 2:00 in October and back in April.
        Day(zone: "Australia/Lord_Howe", hour: 4, began: "2026-10-03T10:00:00Z", ends: "2026-10-03T17:00:00Z"),
        Day(zone: "Australia/Lord_Howe", hour: 2, began: "2026-10-03T10:00:00Z", ends: "2026-10-03T15:30:00Z"),
        Day(zone: "Australia/Lord_Howe", hour: 4, began: "2027-04-03T10:00:00Z", ends: "2027-04-03T17:30:00Z"),
        Day(zone: "Australia/Lord_Howe", hour: 1, began: "2027-04-03T10:00:00Z", ends: "2027-04-03T14:00:00Z"),
        Day(zone: "Australia/Lord_Howe", hour: 1, began: "2027-04-03T15:15:00Z", ends: "2027-04-04T14:30:00Z"),
    ]

    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private static func record(_ key: SessionKey = "agent:main:main", began: Timestamp, interaction: Timestamp? = nil) -> SessionRecord {
        SessionRecord(
            key: key,
            sessionID: "s",
            createdAt: began,
            updatedAt: began,
            lastInteractionAt: interaction,
            version: SessionVersion(2)
        )
    }

    @Test("an hour of the day ends them in the gateway's zone", .enabled(if: TimeZoneRulesTests.hasFiles), arguments: days)
    private func daily(_ day: Day) throws {
        let zone = try TimeZoneDatabase().rules(for: day.zone)
        let resets = SessionResets(policy: ResetPolicy(dailyHour: day.hour), timeZone: zone)
        let freshness = try #require(SessionFreshness(timeToLive: nil, resets: resets))
        let record = Self.record(began: try Self.time(day.began))
        let ends = try Self.time(day.ends)
        #expect(freshness.end(of: record) == .init(time: ends, reason: .daily))
        #expect(freshness.reasonToReset(record, channel: nil, acceptedAt: ends - .milliseconds(1)) == nil)
        #expect(freshness.reasonToReset(record, channel: nil, acceptedAt: ends) == .daily)
        // Who begins at that moment does not begin twice.
        #expect(freshness.reasonToReset(Self.record(began: ends), channel: nil, acceptedAt: ends) == nil)
    }

    @Test("of several ends the first one counts, and says why")
    func earliest() throws {
        let began = try Self.time("2026-11-22T10:00:00Z")
        let record = Self.record(began: began, interaction: began + .seconds(3_600))
        func end(_ policy: ResetPolicy, _ timeToLive: Duration? = nil) -> SessionFreshness.End? {
            SessionFreshness(timeToLive: timeToLive, resets: SessionResets(policy: policy))?.end(of: record)
        }
        #expect(end(.never) == nil)
        #expect(end(ResetPolicy(dailyHour: 4, idle: .seconds(7_200))) == .init(time: began + .seconds(10_800), reason: .idle))
        #expect(end(ResetPolicy(dailyHour: 4, idle: .seconds(86_400)))?.reason == .daily)
        #expect(end(ResetPolicy(idle: .seconds(7_200)), .seconds(60)) == .init(time: began + .seconds(3_660), reason: .timeToLive))
        #expect(end(.never, .seconds(60))?.reason == .timeToLive)
    }

    @Test("an empty transcript is not begun again")
    func empty() throws {
        let began = try Self.time("2026-11-22T10:00:00Z")
        var record = Self.record(began: began)
        record.version = .empty
        let freshness = try #require(SessionFreshness(timeToLive: .seconds(1), resets: SessionResets()))
        #expect(freshness.reasonToReset(record, channel: nil, acceptedAt: began + .seconds(9)) == nil)
    }

    @Test(
        "a channel's policy goes before the type's, that before the general one, each as a whole",
        arguments: [
            ("agent:main:main", nil, 1), ("agent:main:main", "telegram", 2), ("agent:main:telegram:direct:42", nil, 2),
            ("agent:main:telegram:work:direct:42", nil, 2), ("agent:main:irc:group:g", "irc", 3), ("agent:main:irc:channel:g", nil, 3),
            ("agent:main:irc:group:g:thread:7", nil, 4), ("agent:main:telegram:group:g:topic:7", "Telegram", 2),
            ("agent:main:direct:irc", nil, 1), ("cron:job", nil, 1), ("node-1", "irc", 1),
        ] as [(String, String?, Int64)]
    )
    func precedence(key: String, channel: String?, minutes: Int64) {
        func policy(_ minutes: Int64) -> ResetPolicy { ResetPolicy(idle: .seconds(minutes * 60)) }
        let resets = SessionResets(
            policy: policy(1),
            byType: [.group: policy(3), .thread: policy(4)],
            byChannel: ["telegram": policy(2)]
        )
        #expect(resets.policy(for: SessionKey(key), channel: channel.map { ChannelID($0) }) == policy(minutes))
    }

    @Test("words that begin a conversation stand alone or before white space, in any case")
    func triggers() {
        let triggers: ResetTriggers = ["/new", "/reset", "/НОВЫЙ", "start over"]
        let matches: [(String, String?, String)] = [
            ("/new", "/new", ""), ("  /NEW  ", "/new", ""), ("/new hello", "/new", "hello"),
            ("/Reset\n two lines\nhere ", "/reset", "two lines\nhere"),
            ("/newer", nil, ""), ("/new-one", nil, ""), ("new", nil, ""), ("say /new", nil, ""), ("", nil, ""), ("/ne", nil, ""),
            (" ", nil, ""),
            ("/новый привет", "/новый", "привет"), ("/новыйпривет", nil, ""), ("Start over, please", nil, ""),
            ("Start over please", "start over", "please"),
            ("/new\u{301} x", nil, ""),
        ]
        for (text, trigger, rest) in matches {
            #expect(triggers.match(text) == trigger.map { ResetTriggers.Match(trigger: $0, rest: rest) }, "\(text)")
        }
        #expect(ResetTriggers([" ", ""]).isEmpty)
        #expect(ResetTriggers([]).match("/new") == nil)
    }
}
