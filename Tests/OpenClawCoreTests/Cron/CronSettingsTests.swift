// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite("Settings for all scheduled jobs")
struct CronSettingsTests {
    @Test(
        "Jobs that name no misfire do as the gateway is set",
        arguments: [
            (CronMisfirePolicy.runOnce, nil, 1), (.skip, nil, 0), (.skip, "runOnce", 1), (.runOnce, "skip", 0), (.runAll(maximum: 3), nil, 3),
        ] as [(CronMisfirePolicy, String?, Int)]
    )
    func misfire(gateway: CronMisfirePolicy, job: String?, runs: Int) throws {
        let harness = try CronHarness()
        harness.scheduler = CronScheduler(limits: CronLimits(concurrentRuns: 16, misfire: gateway))
        try harness.add(CronHarness.cron("*/10 * * * *"), job.map { ["misfire": .string($0)] } ?? [:])
        #expect(try harness.entry().json["misfire"]?["policy"]?.stringValue == job)
        var begun = try harness.restart(after: 3_600 + 300)
        var count = 0
        while let run = begun.popLast() {
            count += 1
            begun += harness.finish(run)
        }
        #expect(count == runs)
    }

    @Test("The run log keeps so many lines of a job and so many bytes", arguments: [(3, 2_000_000, 3), (50, 1_024, 2), (2_000, 2_000_000, 20)])
    func log(lines: Int, bytes: Int, kept: Int) throws {
        let harness = try CronHarness()
        harness.scheduler = CronScheduler(limits: CronLimits(log: CronRunLogLimits(linesPerJob: lines, bytes: bytes)))
        try harness.add(CronHarness.cron("* * * * *"))
        let summary = String(repeating: "x", count: 100)
        for _ in 0..<20 {
            for run in harness.advance(seconds: 60) { harness.finish(run, CronOutcome(status: .ok, summary: summary)) }
        }
        #expect(harness.scheduler.log.count == kept)
        #expect(harness.scheduler.logBytes == harness.scheduler.log.reduce(0) { $0 + $1.size })
        #expect(harness.scheduler.logBytes <= bytes)
        _ = try harness.restart(after: 0)
        #expect(harness.scheduler.log.count == kept, "a restart keeps them")
    }
}
