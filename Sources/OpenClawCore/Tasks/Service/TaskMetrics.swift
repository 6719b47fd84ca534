// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What is counted about tasks (SPEC O2).
struct TaskMetrics: Sendable {
    let completed: Counter
    let failed: Counter
    let duration: Histogram
    let admissions: CounterFamily

    init(_ metrics: MetricsRegistry) {
        self.completed = metrics.counter("openclaw_tasks_completed_total", help: "Tasks that were done.")
        self.failed = metrics.counter("openclaw_tasks_failed_total", help: "Tasks that failed, were cancelled or ran out of time.")
        self.duration = metrics.histogram(
            "openclaw_task_duration_seconds",
            help: "Time from a task's first attempt to its end.",
            buckets: .longLatency
        )
        self.admissions = metrics.counter("openclaw_tasks_submitted_total", help: "Tasks handed in.", labels: ["admission"])
    }

    func ended(_ task: TaskSnapshot) {
        if task.status == .completed { self.completed.increment() } else { self.failed.increment() }
        if let startedAt = task.startedAt, let endedAt = task.endedAt {
            self.duration.observe(Double(endedAt.milliseconds - startedAt.milliseconds) / 1_000)
        }
    }

    func admitted(_ admission: TaskAdmission, count: Int) {
        let name =
            switch admission {
            case .accepted(_, let isRepeated): isRepeated ? "repeated" : "accepted"
            case .deferred: "deferred"
            case .rejected: "rejected"
            }
        self.admissions.labeled(name).increment(by: count)
    }
}
