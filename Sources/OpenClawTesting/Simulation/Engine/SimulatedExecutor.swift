// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Runs the tasks of one simulated process, one job after the other, when and in the order the world says.
final class SimulatedExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    /// Takes a job; it waits until the world lets it run.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.jobs.withLock { $0.append(job) }
    }

    /// How many jobs wait.
    var count: Int { self.jobs.withLock { $0.count } }

    /// Runs the job at an index up to its next suspension.
    func run(at index: Int) {
        let job = self.jobs.withLock { $0.remove(at: index) }
        job.runSynchronously(on: self.asUnownedTaskExecutor())
    }
}
