// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct HeartbeatScheduleTests {
    /// A schedule whose time a test moves.
    struct Bench {
        var now: Timestamp
        var schedule: HeartbeatSchedule
        var isOn = true
        var isBusy = false

        init(every: Duration, _ hours: HeartbeatHours? = nil, at time: String = "2026-11-21T10:00:00Z") throws {
            self.now = try #require(Timestamp(iso8601: time))
            self.schedule = HeartbeatSchedule(every: every, hours: hours, now: self.now)
        }

        mutating func step() -> HeartbeatSchedule.Step { self.schedule.step(at: self.now, isOn: self.isOn, isBusy: self.isBusy) }

        /// Waits as the schedule says until something else happens; returns it and the time.
        mutating func next() -> (step: HeartbeatSchedule.Step, time: String) {
            while true {
                let step = self.step()
                guard case .wait(let pause) = step else { return (step, String(self.now.description.dropLast(5))) }
                self.now = self.now + pause
            }
        }
    }

    @Test func theIntervalCountsFromBeginningToBeginning() throws {
        var bench = try Bench(every: .seconds(1_800))
        #expect(bench.next() == (.turn, "2026-11-21T10:30:00"))
        bench.now = bench.now + .seconds(60)
        bench.schedule.end(at: bench.now)
        #expect(bench.next() == (.turn, "2026-11-21T11:00:00"))
        // One that takes longer is followed by a whole interval, not by those that were missed.
        bench.now = bench.now + .seconds(4_000)
        bench.schedule.end(at: bench.now)
        #expect(bench.next() == (.turn, "2026-11-21T12:36:40"))
    }

    @Test func outsideTheHoursTheNextComesWhenTheyBegin() throws {
        let hours = try #require(HeartbeatHours(start: "08:00", end: "22:00"))
        var bench = try Bench(every: .seconds(3_600), hours, at: "2026-11-21T21:10:00Z")
        #expect(bench.schedule.next == Timestamp(iso8601: "2026-11-22T08:00:00Z"))
        #expect(bench.next() == (.skip(.outsideHours), "2026-11-21T22:10:00"))
        #expect(bench.schedule.next == Timestamp(iso8601: "2026-11-22T08:00:00Z"))
        #expect(bench.next() == (.turn, "2026-11-22T08:00:00"), "told once, not every hour of the night")
        bench.schedule.end(at: bench.now)
        #expect(bench.next() == (.turn, "2026-11-22T09:00:00"))
    }

    @Test func aBusySessionIsToldOnceAndTriedAgainSoon() throws {
        var bench = try Bench(every: .seconds(600))
        bench.isBusy = true
        #expect(bench.next() == (.skip(.busy), "2026-11-21T10:10:00"))
        // Hours pass; nothing piles up.
        for _ in 0..<1_000 {
            guard case .wait(let pause) = bench.step() else { return #expect(Bool(false), "told again") }
            #expect(pause <= HeartbeatSchedule.retryPause)
            bench.now = bench.now + pause
        }
        bench.isBusy = false
        let freed = bench.now
        #expect(bench.next().step == .turn)
        #expect(bench.now - freed <= HeartbeatSchedule.retryPause)
        bench.schedule.end(at: bench.now)
        let last = bench.now
        #expect(bench.next().step == .turn)
        #expect(bench.now - last == .seconds(600))
    }

    @Test func aBusySessionIsNotRetriedOutsideTheHours() throws {
        let hours = try #require(HeartbeatHours(start: "08:00", end: "22:00"))
        var bench = try Bench(every: .seconds(600), hours, at: "2026-11-21T21:45:00Z")
        bench.isBusy = true
        #expect(bench.next() == (.skip(.busy), "2026-11-21T21:55:00"))
        #expect(bench.next() == (.skip(.outsideHours), "2026-11-21T22:00:00"))
        bench.isBusy = false
        #expect(bench.next() == (.turn, "2026-11-22T08:00:00"))
    }

    @Test func whileTheyAreOffNothingIsDue() throws {
        var bench = try Bench(every: .seconds(600))
        bench.isOn = false
        for _ in 0..<100 {
            guard case .wait(let pause) = bench.step() else { return #expect(Bool(false)) }
            bench.now = bench.now + pause
        }
        bench.isOn = true
        #expect(bench.next().step == .turn)
    }

    @Test func aClockThatIsPutBackDoesNotSilenceTheAgent() throws {
        var bench = try Bench(every: .seconds(600))
        bench.now = bench.now - .seconds(86_400)
        let before = bench.now
        #expect(bench.next().step == .turn)
        #expect(bench.now - before == .seconds(600))
    }

    @Test func theTimeIsLookedAtNowAndThen() throws {
        var bench = try Bench(every: .seconds(86_400))
        #expect(bench.step() == .wait(HeartbeatSchedule.longestWait))
    }
}
