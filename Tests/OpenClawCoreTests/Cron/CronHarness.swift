// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

/// A scheduler with virtual time, whose state goes over a "restart" through what would be on disk.
final class CronHarness {
    var scheduler: CronScheduler
    var now: Timestamp

    init(at time: String = "2026-11-21T10:00:30Z", concurrentRuns: Int = 16) throws {
        var limits = CronLimits()
        limits.concurrentRuns = concurrentRuns
        self.scheduler = CronScheduler(limits: limits)
        self.now = try #require(Timestamp(iso8601: time))
    }

    static func fields(_ schedule: JSONValue, _ extra: JSONObject = [:]) -> JSONObject {
        var object: JSONObject = ["name": "job", "schedule": schedule, "payload": ["kind": "agentTurn", "message": "go"]]
        object.merge(extra)
        return object
    }

    static func cron(_ expression: String, stagger: Int = 0) -> JSONValue {
        ["kind": "cron", "expr": .string(expression), "staggerMs": JSONValue(stagger)]
    }

    @discardableResult
    func add(_ schedule: JSONValue, _ extra: JSONObject = [:]) throws -> [CronAction] { try self.add("j", schedule, extra) }

    @discardableResult
    func add(_ id: String, _ schedule: JSONValue, _ extra: JSONObject = [:]) throws -> [CronAction] {
        let job = try CronJob(id: id, adding: Self.fields(schedule, extra), now: self.now)
        return try self.scheduler.add(job, zone: .utc, now: self.now)
    }

    /// Moves the time and returns the runs that begin.
    func advance(seconds: Int64) -> [CronRun] {
        self.now = self.now + .seconds(seconds)
        return Self.runs(self.scheduler.tick(now: self.now))
    }

    /// Moves the time in steps, ends each run at once and returns the slots that ran.
    func live(seconds: Int64, step: Int64) -> [String] {
        var slots: [String] = []
        for _ in 0..<seconds / step {
            var begun = self.advance(seconds: step)
            while !begun.isEmpty {
                slots += begun.map { String($0.slot.description.dropFirst(11).prefix(8)) }
                begun = begun.flatMap { self.finish($0) }
            }
        }
        return slots
    }

    @discardableResult
    func finish(_ run: CronRun, _ outcome: CronOutcome = CronOutcome(status: .ok)) -> [CronRun] {
        _ = self.scheduler.finish(run, outcome, now: self.now)
        return Self.runs(self.scheduler.tick(now: self.now))
    }

    static func runs(_ actions: [CronAction]) -> [CronRun] {
        actions.compactMap { if case .start(let run, _) = $0 { run } else { nil } }
    }

    /// Stops and starts again after a while, with nothing but what is kept.
    func restart(after seconds: Int64) throws -> [CronRun] {
        let bytes = self.scheduler.stored.serialized()
        self.now = self.now + .seconds(seconds)
        var fresh = CronScheduler(limits: self.scheduler.limits)
        _ = try fresh.restore(try JSONValue(parsing: bytes), now: self.now) { _ in .utc }
        self.scheduler = fresh
        return Self.runs(self.scheduler.tick(now: self.now))
    }

    func entry(_ id: String = "j") throws -> CronScheduler.Entry { try self.scheduler.entry(id) }
}
