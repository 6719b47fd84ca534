// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the scheduler wants done, after its state is on disk.
enum CronAction: Sendable, Hashable {
    /// Begin a run.
    case start(CronRun, CronJob)
    /// Stop a run; its end is reported as usual.
    case cancel(CronRun, reason: String)
    /// Tell people that a job fails again and again.
    case alert(CronAlert)
    /// Tell clients.
    case publish(CronEvent)
}
