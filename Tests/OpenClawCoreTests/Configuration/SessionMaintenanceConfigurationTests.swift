// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite struct SessionMaintenanceConfigurationTests {
    @Test func theDefaultsRemoveNothing() throws {
        let configuration = try load("{}").configuration
        let policy = configuration.session.maintenance.policy(cronRetention: configuration.cron.sessionRetention)
        #expect(policy == SessionMaintenance())
        #expect(policy.mode == .warn)
        #expect(policy.archiveRetention == nil)
    }

    @Test func everyKeyCounts() throws {
        let loaded = try load(
            """
            { session: { maintenance: { mode: "enforce", pruneAfter: "45d", maxEntries: 100, maxDiskBytes: "2gb", highWaterBytes: "60%",
              archiveRetention: "90d" } }, cron: { sessionRetention: "2h" } }
            """
        )
        #expect(loaded.notes.isEmpty)
        let policy = loaded.configuration.session.maintenance.policy(cronRetention: loaded.configuration.cron.sessionRetention)
        #expect(policy.mode == .enforce)
        #expect(policy.pruneAfter == .seconds(45 * 86_400))
        #expect(policy.maximumActive == 100)
        #expect(policy.maximumBytes == 2 << 30)
        #expect(policy.highWater.bytes(of: 1_000) == 600)
        #expect(policy.archiveRetention == .seconds(90 * 86_400))
        #expect(policy.cronRetention == .seconds(7_200))
    }

    @Test(arguments: ["false", "\"off\""])
    func boundsAreSwitchedOff(off: String) throws {
        let loaded = try load(
            "{ session: { maintenance: { pruneAfter: \(off), maxEntries: \(off), maxDiskBytes: \(off) } }, cron: { sessionRetention: \(off) } }"
        )
        let maintenance = loaded.configuration.session.maintenance
        #expect(maintenance.pruneAfter == nil && maintenance.maxEntries == nil && maintenance.maxDiskBytes == nil)
        #expect(loaded.configuration.cron.sessionRetention == nil)
        #expect(try load(loaded.effective.description).configuration == loaded.configuration)
    }

    @Test(arguments: [("\"1gb\"", 1 << 30), ("\"50%\"", 5 << 30), ("1048576", 1 << 20)])
    func theHighWaterIsASizeOrAPart(text: String, bytes: Int) throws {
        let maintenance = try load("{ session: { maintenance: { highWaterBytes: \(text) } } }").configuration.session.maintenance
        #expect(maintenance.highWaterBytes.bytes(of: 10 << 30) == bytes)
    }

    @Test(arguments: [
        ("mode: \"delete\"", "session.maintenance.mode: expected one of \"warn\", \"enforce\""),
        ("pruneAfter: \"10m\"", "session.maintenance.pruneAfter: expected a duration of at least 1h"),
        ("pruneAfter: true", "session.maintenance.pruneAfter: expected a duration"),
        ("maxEntries: 0", "session.maintenance.maxEntries: expected a whole number from 1"),
        ("highWaterBytes: \"120%\"", "session.maintenance.highWaterBytes: expected a size"),
        ("maxDiskBytes: \"1gb\", highWaterBytes: \"2gb\"", "session.maintenance.highWaterBytes: is larger than maxDiskBytes (1 GiB); make it smaller"),
        ("pruneAfterDays: 3", "session.maintenance.pruneAfterDays: unknown key; did you mean \"pruneAfter\"?"),
    ])
    func whatIsWrongIsNamedWithItsRemedy(text: String, message: String) {
        let found = problems("{ session: { maintenance: { \(text) } } }")
        #expect(found.count == 1)
        #expect(found.first?.contains(message) == true, "\(found)")
    }
}
