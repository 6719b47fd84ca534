// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct CronSchedulerTests {
    @Test func everySlotRunsOnce() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        #expect(harness.live(seconds: 3_600, step: 7) == ["10:10:00", "10:20:00", "10:30:00", "10:40:00", "10:50:00", "11:00:00"])
        #expect(try harness.entry().state.lastStatus == .ok)
        #expect(harness.scheduler.log.count == 6)
    }

    @Test func intervalsKeepTheirAnchor() throws {
        let harness = try CronHarness()
        try harness.add(["kind": "every", "everyMs": 90_000])
        #expect(harness.live(seconds: 300, step: 1) == ["10:02:00", "10:03:30", "10:05:00"])
    }

    @Test func aJobThatRunsOnceIsSwitchedOffAfterwards() throws {
        let harness = try CronHarness()
        try harness.add(["kind": "at", "at": "2026-11-21T10:05:00Z"])
        #expect(harness.live(seconds: 3_600, step: 10) == ["10:05:00"])
        #expect(try harness.entry().job.isEnabled == false)
        #expect(try harness.restart(after: 60).isEmpty)
        #expect(throws: CronError.self) { try harness.add("k", ["kind": "at", "at": "2026-11-21T08:00:00Z"]) }
    }

    @Test func aJobIsRemovedAfterItsRunOnlyWhenThatWentWell() throws {
        let harness = try CronHarness()
        try harness.add("good", ["kind": "at", "at": "2026-11-21T10:05:00Z"], ["deleteAfterRun": true])
        try harness.add("bad", ["kind": "at", "at": "2026-11-21T10:05:00Z"], ["deleteAfterRun": true])
        let runs = harness.advance(seconds: 300)
        #expect(runs.map(\.jobID) == ["bad", "good"])
        harness.finish(runs[0], .failed("no"))
        harness.finish(runs[1])
        #expect(harness.scheduler.entries.keys.sorted() == ["bad"])
    }

    /// What comes after a stop from 10:00:30 to 10:35:30 of a job that is due every ten minutes.
    @Test(
        arguments: [
            ("skip", "skip", []), ("runOnce", "runOnce", ["10:30:00"]),
            ("runAll", ["policy": "runAll", "max": 2], ["10:20:00", "10:30:00"]),
            ("runAll without max", "runAll", ["10:10:00", "10:20:00", "10:30:00"]),
        ] as [(String, JSONValue, [String])]
    )
    func missedSlots(_ name: String, _ policy: JSONValue, _ expected: [String]) throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"), ["misfire": policy])
        var slots: [String] = []
        var begun = try harness.restart(after: 35 * 60)
        while !begun.isEmpty {
            #expect(begun.count == 1, "missed slots run one after the other")
            slots += begun.map { String($0.slot.description.dropFirst(11).prefix(8)) }
            begun = begun.flatMap { harness.finish($0) }
        }
        #expect(slots == expected)
        #expect(harness.live(seconds: 600, step: 10) == ["10:40:00"], "the schedule goes on")
    }

    @Test func aYearOfMissedSecondsIsNoWork() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("* * * * * *"), ["misfire": ["policy": "runAll", "max": 3]])
        try harness.add("e", ["kind": "every", "everyMs": 1_000])
        let begun = try harness.restart(after: 366 * 86_400)
        #expect(begun.count == 2)
        #expect(try harness.entry().state.backlog.count == 2)
    }

    /// openclaw/openclaw 12440, 34432: an overdue job is never moved on without a run.
    @Test func issue12440AnOverdueJobIsNotAdvancedByLooking() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("0 * * * *"))
        harness.now = harness.now + .seconds(7_200)
        _ = try harness.entry().json
        #expect(harness.advance(seconds: 0).map(\.slot.description) == ["2026-11-21T12:00:00.000Z"])
    }

    /// openclaw/openclaw 42640, 59301: a slot that was claimed before a crash never runs again, and its end is told.
    @Test func issue59301AClaimedSlotIsReportedAndNotRunAgain() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        let begun = harness.advance(seconds: 600)
        #expect(begun.map(\.id) == ["cron:j:1:1795255800000"])
        #expect(try harness.restart(after: 20).isEmpty)
        let record = try #require(harness.scheduler.log.last)
        #expect(record.run?.id == begun[0].id)
        #expect(record.outcome.status == .error)
        #expect(record.outcome.error?.contains("interrupted") == true)
        #expect(harness.live(seconds: 600, step: 10) == ["10:20:00"])
    }

    @Test func aSlotThatWaitedForRoomRunsAfterACrash() throws {
        let harness = try CronHarness(concurrentRuns: 1)
        try harness.add("a", CronHarness.cron("10 10 * * *"))
        try harness.add("b", CronHarness.cron("10 10 * * *"))
        #expect(harness.advance(seconds: 600).map(\.jobID) == ["a"])
        #expect(try harness.restart(after: 5).map(\.jobID) == ["b"])
    }

    @Test func aClockThatIsPutBackRunsNothingTwice() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        #expect(harness.live(seconds: 1_800, step: 10).count == 3)
        harness.now = harness.now + .seconds(-1_500)
        #expect(harness.live(seconds: 1_500, step: 10).isEmpty)
        #expect(try harness.restart(after: -600).isEmpty)
        #expect(harness.live(seconds: 1_200, step: 10) == ["10:40:00"])
    }

    @Test func overlapForbidLeavesTheSlotOut() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        let run = try #require(harness.advance(seconds: 600).first)
        #expect(harness.advance(seconds: 600).isEmpty)
        #expect(harness.scheduler.log.last?.outcome.status == .skipped)
        #expect(harness.finish(run).isEmpty)
        #expect(harness.advance(seconds: 600).count == 1)
    }

    @Test func overlapAllowRunsBothUpToABound() throws {
        let harness = try CronHarness(concurrentRuns: 100)
        try harness.add(CronHarness.cron("*/10 * * * *"), ["overlap": "allow"])
        for _ in 0..<20 { _ = harness.advance(seconds: 600) }
        #expect(try harness.entry().runs.count == harness.scheduler.limits.concurrentRunsPerJob)
        #expect(Set(try harness.entry().runs.map(\.id)).count == 8)
    }

    @Test func overlapReplaceStopsTheOldRun() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"), ["overlap": "replace"])
        let old = try #require(harness.advance(seconds: 600).first)
        harness.now = harness.now + .seconds(600)
        let actions = harness.scheduler.tick(now: harness.now)
        #expect(actions.contains { if case .cancel(let run, _) = $0 { run == old } else { false } })
        #expect(CronHarness.runs(actions).isEmpty, "the session is free only when the old run has ended")
        #expect(harness.finish(old, CronOutcome(status: .skipped)).map(\.slot.description) == ["2026-11-21T10:20:00.000Z"])
    }

    @Test func failuresWaitLongerEachTime() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("* * * * *"))
        var waits: [Int64] = []
        for _ in 0..<6 {
            var run = harness.advance(seconds: 1)
            while run.isEmpty { run = harness.advance(seconds: 1) }
            let failed = harness.now
            harness.finish(run[0], .failed("no"))
            let due = try #require(try harness.entry().due)
            waits.append((due.milliseconds - failed.milliseconds) / 1_000)
        }
        #expect(waits.map { $0 >= 3_600 } == [false, false, false, false, true, true])
        #expect(zip(waits.dropFirst(), [60, 300, 900, 3_600, 3_600]).allSatisfy { $0 >= Int64($1) })
        #expect(try harness.entry().state.consecutiveErrors == 6)
    }

    @Test func aChangeMovesTheRevisionAndForgetsTheOldTimes() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        let patch: JSONObject = ["schedule": CronHarness.cron("*/15 * * * *"), "name": "other"]
        #expect(throws: CronError.self) {
            try harness.scheduler.update("j", patch, expecting: 2, zone: .utc, now: harness.now)
        }
        _ = try harness.scheduler.update("j", patch, expecting: 1, zone: .utc, now: harness.now)
        #expect(try harness.entry().job.revision == 2)
        #expect(harness.live(seconds: 1_800, step: 10) == ["10:15:00", "10:30:00"])
        _ = try harness.scheduler.update("j", ["enabled": false], expecting: nil, zone: .utc, now: harness.now)
        #expect(harness.live(seconds: 3_600, step: 60).isEmpty)
        _ = try harness.scheduler.update("j", ["enabled": true], expecting: nil, zone: .utc, now: harness.now)
        #expect(harness.live(seconds: 900, step: 10) == ["11:45:00"], "what passed while it was off is not made up for")
    }

    @Test func jobsAtTheTopOfTheHourAreSpreadAlwaysTheSameWay() throws {
        let harness = try CronHarness()
        for index in 0..<50 { try harness.add("job-\(index)", ["kind": "cron", "expr": "0 * * * *"]) }
        let delays = harness.scheduler.entries.values.compactMap(\.timetable?.delay)
        #expect(delays.allSatisfy { (0..<300_000).contains($0) })
        #expect(Set(delays).count > 40)
        try harness.add("daily", ["kind": "cron", "expr": "0 9 * * *"])
        #expect(try harness.entry("daily").timetable?.delay == 0)
        let job = try harness.entry("job-7").job
        let delay = try harness.entry("job-7").timetable?.delay
        #expect(CronTimetable(job.schedule, zone: .utc, job: "job-7").delay == delay)
    }

    @Test func askingForARunDoesNotTouchTheSchedule() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        let (notDue, _) = try harness.scheduler.runNow("j", onlyWhenDue: true, token: "t", now: harness.now)
        #expect(notDue == .notDue)
        let (request, actions) = try harness.scheduler.runNow("j", onlyWhenDue: false, token: "t", now: harness.now)
        #expect(request == .begun(runID: "cron:j:1:manual:t"))
        let (second, _) = try harness.scheduler.runNow("j", onlyWhenDue: false, token: "u", now: harness.now)
        #expect(second == .running)
        harness.finish(try #require(CronHarness.runs(actions).first))
        #expect(harness.live(seconds: 600, step: 10) == ["10:10:00"])
    }

    @Test func everythingIsBounded() async throws {
        let harness = try CronHarness(concurrentRuns: 1_000)
        for index in 0..<1_000 { try harness.add("job-\(index)", CronHarness.cron("* * * * *")) }
        #expect(throws: CronError.self) { try harness.add("one more", CronHarness.cron("* * * * *")) }
        for run in harness.advance(seconds: 60) { _ = harness.scheduler.finish(run, CronOutcome(status: .ok), now: harness.now) }
        #expect(harness.scheduler.log.count == harness.scheduler.limits.log.lines)
    }

    @Test func aFileOfTheClassicProgramIsTakenUp() throws {
        let harness = try CronHarness()
        let file: JSONValue = [
            "version": 1,
            "jobs": [
                [
                    "id": "old", "name": "old", "enabled": true, "createdAtMs": 1, "updatedAtMs": 2,
                    "schedule": ["kind": "cron", "expr": "0 9 * * *"], "sessionTarget": "isolated", "wakeMode": "now",
                    "payload": ["kind": "agentTurn", "message": "hi"], "state": ["nextRunAtMs": .int(harness.now.milliseconds - 5_000)],
                ],
                ["id": "new", "something": "else"],
            ],
        ]
        _ = try harness.scheduler.restore(file, now: harness.now) { _ in .utc }
        #expect(harness.scheduler.entries.keys.sorted() == ["old"])
        #expect(harness.scheduler.stored["jobs"]?[1]?["something"]?.stringValue == "else", "what is not understood is kept")
    }

    @Test func aZoneThatHasGoneStopsOnlyItsOwnJob() throws {
        let harness = try CronHarness()
        try harness.add(CronHarness.cron("*/10 * * * *"))
        try harness.add("far", ["kind": "cron", "expr": "*/10 * * * *", "tz": "Mars/Olympus"])
        let bytes = harness.scheduler.stored
        var fresh = CronScheduler()
        _ = try fresh.restore(bytes, now: harness.now) { name throws(TimeZoneError) in
            if name != nil { throw TimeZoneError(.unknown, "there is no time zone Mars/Olympus") }
            return .utc
        }
        #expect(try fresh.entry("j").due != nil)
        #expect(try fresh.entry("far").due == nil)
        #expect(try fresh.entry("far").json["state"]?["lastError"]?.stringValue?.contains("Mars") == true)
    }

    @Test(
        arguments: [
            ["schedule": ["kind": "every", "everyMs": 5]], ["schedule": ["kind": "on-exit"]],
            ["payload": ["kind": "command", "command": "ls"]],
            ["payload": ["kind": "agentTurn", "message": "x", "toolsAllow": []]],
            ["payload": ["kind": "systemEvent", "text": "x"], "sessionTarget": "isolated"],
            ["sessionTarget": "main"], ["sessionTarget": "current"], ["delivery": ["mode": "webhook", "to": "127.0.0.1"]], ["delivery": ["mode": "webhook"]],
            ["failureAlert": ["after": 0]], ["failureAlert": true], ["failureAlert": ["cooldownMs": "soon"]], ["overlap": "sometimes"], ["misfire": ["policy": "runAll", "max": 1_000]], ["name": ""],
            ["overlap": "allow", "sessionTarget": "session:x"], ["schedule": ["kind": "cron", "expr": "0 0 31 2 *"]],
        ] as [JSONObject]
    )
    func whatDoesNotExistIsRefused(_ extra: JSONObject) throws {
        let harness = try CronHarness()
        #expect(throws: CronError.self) { try harness.add(CronHarness.cron("0 0 * * *"), extra) }
        #expect(harness.scheduler.entries.isEmpty)
    }
}
