// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

@testable import OpenClawCore

/// A scheduler with virtual time and workers that do what they are told.
final class TaskBench {
    var scheduler: TaskScheduler
    var now: Int64 = 0
    var running: [String: (attempt: Int, worker: String)] = [:]
    var started: [String] = []
    var ends: [String: TaskEnd] = [:]
    var hanging: [String] = []
    var long: [String] = []
    var stops: [String] = []

    init(_ limits: TaskScheduler.Limits = TaskScheduler.Limits(reserved: 0), capacity: Int = 1, offers: Set<String> = []) {
        self.scheduler = TaskScheduler(limits: limits)
        self.take(self.scheduler.add(WorkerOffer(id: "w", offers: offers, capacity: capacity), now: 0))
    }

    func take(_ actions: [TaskAction]) {
        for action in actions {
            switch action {
            case .start(let task, let attempt, let worker):
                self.running[task] = (attempt, worker)
                self.started.append(task)
            case .stop(let task, _, _): self.stops.append(task)
            case .isLong(let task, _, _): self.long.append(task)
            case .ended(let task, let end): self.ends[task] = end
            case .hangs(let worker, _): self.hanging.append(worker)
            }
        }
    }

    func submit(_ tasks: TaskDescription...) throws { self.take(try self.scheduler.submit(tasks, now: self.now)) }
    func submit(_ tasks: [TaskDescription]) throws { self.take(try self.scheduler.submit(tasks, now: self.now)) }

    func finish(_ id: String, error: String? = nil, isLoss: Bool = false) {
        guard let run = self.running.removeValue(forKey: id) else { return }
        self.take(self.scheduler.finished(id, attempt: run.attempt, error: error, isLoss: isLoss, now: self.now))
    }

    func advance(_ milliseconds: Int64) {
        self.now += milliseconds
        self.take(self.scheduler.tick(now: self.now))
    }
}
