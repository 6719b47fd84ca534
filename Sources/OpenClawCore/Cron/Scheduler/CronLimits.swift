// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The bounds of the scheduler.
struct CronLimits: Sendable, Hashable {
    var jobs = 1_000
    /// Runs at the same time over all jobs.
    var concurrentRuns = 1
    /// Runs at the same time of one job with overlap allow.
    var concurrentRunsPerJob = 8
    /// Runs at the same time up to which somebody may ask for one more.
    var manualRuns = 16
    /// What is kept of the run log.
    var log = CronRunLogLimits()
    /// What becomes of slots that passed, for jobs that do not say.
    var misfire = CronMisfirePolicy.runOnce
    /// The alerts of jobs that do not say.
    var alerts = CronFailureAlerts()
    /// How late a run may begin before its slot counts as missed, in milliseconds.
    var grace: Int64 = 60_000
    /// The waits after the first, second … failure in a row, in milliseconds; the last one stays.
    var backoff: [Int64] = [30_000, 60_000, 300_000, 900_000, 3_600_000]
}
