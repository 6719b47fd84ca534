// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite struct TimeZoneRulesTests {
    static let hasFiles = (try? PlatformFileSystem().status(TimeZoneDatabase.standardDirectory + "/Europe/Berlin")) ?? nil != nil

    /// A file of version 2 with one change in its table and a rule.
    static func file(times: [Int64], types: [(offset: Int32, isDaylight: Bool)], indices: [UInt8], footer: String) -> [UInt8] {
        func number(_ value: Int64, _ size: Int) -> [UInt8] {
            (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
        }
        func block(_ size: Int, _ times: [Int64], _ indices: [UInt8], _ types: [(offset: Int32, isDaylight: Bool)]) -> [UInt8] {
            var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, 0, times.count, types.count, 4] { bytes += number(Int64(count), 4) }
            for time in times { bytes += number(time, size) }
            bytes += indices
            for type in types { bytes += number(Int64(type.offset), 4) + [type.isDaylight ? 1 : 0, 0] }
            return bytes + [0x41, 0x42, 0x43, 0]
        }
        return block(4, [], [], [types[0]]) + block(8, times, indices, types) + Array("\n\(footer)\n".utf8)
    }

    static let berlin = file(
        times: [1_774_746_000],
        types: [(3_600, false), (7_200, true)],
        indices: [1],
        footer: "CET-1CEST,M3.5.0,M10.5.0/3"
    )

    @Test func theTableHoldsFirstAndTheRuleAfterIt() throws {
        let rules = try TimeZoneRules(name: "Europe/Berlin", tzif: Self.berlin)
        func offset(_ text: String) throws -> Int64 { rules.offset(at: try #require(Timestamp(iso8601: text))) }
        #expect(try offset("1990-07-01T00:00:00Z") == 3_600)
        #expect(try offset("2026-03-29T00:59:59Z") == 3_600)
        #expect(try offset("2026-03-29T01:00:00Z") == 7_200)
        #expect(try offset("2026-10-25T00:59:59Z") == 7_200)
        #expect(try offset("2026-10-25T01:00:00Z") == 3_600)
        #expect(try offset("2075-07-01T00:00:00Z") == 7_200)
        #expect(try offset("2075-12-31T23:59:59Z") == 3_600)
    }

    @Test func aFileCutAnywhereIsRefused() async throws {
        for length in 0..<Self.berlin.count {
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "x", tzif: Array(Self.berlin.prefix(length))) }
            if length % 32 == 0 { await Task.yield() }
        }
    }

    @Test(arguments: [
        "EST5EDT,M3.2.0,M11.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-2IDT,M3.4.4/26,M10.5.0", "XXX3EDT4,0/0,J365/23", "CST6",
    ])
    func rulesOfAllKindsAreRead(_ text: String) throws { _ = try #require(POSIXTimeZone(text)) }

    @Test(arguments: ["", "X5", "EST", "EST5EDT", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0", "<EST5", "EST25", "EST5EDT,M3.2.0,M11.1.0x"])
    func rulesThatCannotBeReadAreRefused(_ text: String) { #expect(POSIXTimeZone(text) == nil) }

    @Test func summerTimeOfTheSouthGoesOverTheYearsEnd() throws {
        let rules = try CronExpressionTests.zone("Australia/Lord_Howe")
        let offsets = [
            ("2026-01-01T00:00:00Z", 39_600), ("2026-04-04T15:00:00Z", 37_800), ("2026-10-03T15:29:59Z", 37_800),
            ("2026-10-03T15:30:00Z", 39_600),
        ]
        for (time, offset) in offsets {
            #expect(rules.offset(at: try #require(Timestamp(iso8601: time))) == Int64(offset))
        }
    }

    @Test(.enabled(if: hasFiles), arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    func filesOfThisMachineAgreeWithTheRules(_ name: String) async throws {
        let file = try TimeZoneDatabase().rules(for: name)
        let rule = try CronExpressionTests.zone(name)
        var time = try #require(Timestamp(iso8601: "2026-01-01T00:00:00Z"))
        for step in 0..<6_000 {
            #expect(file.offset(at: time) == rule.offset(at: time))
            time = time + .seconds(86_399)
            if step % 500 == 0 { await Task.yield() }
        }
    }

    @Test(.enabled(if: hasFiles)) func otherNamesOfAZoneAreKnown() throws {
        let time = try #require(Timestamp(iso8601: "2026-07-01T00:00:00Z"))
        #expect(try TimeZoneDatabase().rules(for: "US/Eastern").offset(at: time) == -14_400)
    }

    @Test(arguments: [
        "Europe/Atlantis", "../etc/passwd", "/etc/passwd", "Europe/../../etc/passwd", "", "Europe//Berlin", "tzdata.zi", "Europe",
    ])
    func aZoneThatDoesNotExistIsRefusedClearly(_ name: String) throws {
        let disk = InMemoryFileSystem()
        disk.setContents(of: "/zones/Europe/Berlin", to: Self.berlin)
        disk.setContents(of: "/zones/tzdata.zi", to: Array("# version\nZ Europe/Berlin 1\nL Europe/Berlin Europe/Pankow\n".utf8))
        let zones = TimeZoneDatabase(directory: "/zones", fileSystem: disk)
        #expect(try zones.rules(for: "Europe/Pankow").offset(at: .epoch) == 3_600)
        let error = #expect(throws: TimeZoneError.self) { try zones.rules(for: name) }
        #expect(error?.code == .unknown)
    }
}
