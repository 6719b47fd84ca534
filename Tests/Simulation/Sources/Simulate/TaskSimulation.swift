// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting

@testable import OpenClawCore

/// Tasks that depend on each other, workers that come, go, fail, hang and report twice, and people who change their minds.
///
/// - An attempt begins once, at a worker that is there, fits and has a place; only after what the task depends on; one at a time per session.
/// - A task ends once and never begins after that. Places kept for control stay free. Everything ends.
struct TaskSimulation {
    private struct Attempt {
        var task: String
        var number: Int
        var worker: String
        var endsAt: Int64
        var isStopped = false
    }

    private let seed: UInt64
    private let listener: (@Sendable (String) -> Void)?
    private var random: SeededGenerator
    private var scheduler: TaskScheduler
    private var now: Int64 = 0
    private var tasks: [String: TaskDescription] = [:]
    private var order: [String] = []
    private var ends: [String: TaskEnd] = [:]
    private var attempts: [String: Int] = [:]
    private var running: [Attempt] = []
    private var workers: [String: WorkerOffer] = [:]
    private var violation: String?
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var recent: [String] = []
    private var steps = 0

    private static let reserved = 1
    private static let abilities = ["browser", "gpu", "shell"]

    init(seed: UInt64, listener: (@Sendable (String) -> Void)? = nil) {
        self.seed = seed
        self.listener = listener
        self.random = SeededGenerator(seed: seed)
        self.scheduler = TaskScheduler(limits: TaskScheduler.Limits(tasks: 40, dependencies: 4, reserved: Self.reserved))
    }

    mutating func run() -> SimulationResult {
        while self.violation == nil, self.steps < 200 {
            self.steps += 1
            self.now += Int64(self.draw(0...4_000))
            self.step()
        }
        self.comeToRest()
        return SimulationResult(
            seed: self.seed,
            hash: self.hash,
            steps: self.steps,
            time: .milliseconds(self.now),
            violation: self.violation,
            events: self.recent
        )
    }

    private mutating func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self.random) }

    private mutating func note(_ text: String) {
        for byte in text.utf8 { self.hash = (self.hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.recent.append("\(self.now) ms  \(text)")
        if self.recent.count > 60 { self.recent.removeFirst() }
        self.listener?("\(self.now) ms  \(text)")
    }

    private mutating func fail(_ text: String) {
        self.note("VIOLATION: \(text)")
        if self.violation == nil { self.violation = text }
    }

    // MARK: What happens

    private mutating func step() {
        self.take(self.scheduler.tick(now: self.now))
        self.endAttempts()
        switch self.draw(0...9) {
        case 0...3: self.submit()
        case 4: self.addWorker()
        case 5: if self.draw(0...2) == 0 { self.removeWorker() }
        case 6:
            guard let id = self.order.randomElement(using: &self.random), self.ends[id] == nil else { return }
            self.note("\(id) is cancelled")
            if let actions = try? self.scheduler.cancel(id, reason: "somebody", now: self.now) { self.take(actions) }  // It may have ended.
        case 7:
            // A report that comes again, or of an attempt that nobody waits for.
            guard let id = self.order.randomElement(using: &self.random) else { return }
            let number = max(1, (self.attempts[id] ?? 1) - 1)
            if self.running.contains(where: { $0.task == id && $0.number == number }) { return }
            self.take(self.scheduler.finished(id, attempt: number, error: nil, now: self.now))
        default: break
        }
        self.check()
    }

    private mutating func submit() {
        var batch: [TaskDescription] = []
        for _ in 0..<self.draw(1...4) {
            var task = TaskDescription(id: "t\(self.order.count + batch.count + 1)")
            task.priority = TaskPriority(rawValue: self.draw(0...3)) ?? .human
            if self.draw(0...2) == 0 { task.session = SessionKey("s\(self.draw(1...2))") }
            for earlier in (self.order.suffix(6) + batch.map(\.id)).shuffled(using: &self.random).prefix(self.draw(0...2)) {
                task.dependencies.append(TaskDependency(id: earlier, onFailure: self.draw(0...1) == 0 ? .fail : .proceed))
            }
            if self.draw(0...1) == 0, let need = Self.abilities.randomElement(using: &self.random) { task.needs = [need] }
            if self.draw(0...2) == 0 { task.timeout = Int64(self.draw(500...9_000)) }
            if self.draw(0...3) == 0 { task.queueTimeout = Int64(self.draw(500...60_000)) }
            task.maximumAttempts = self.draw(1...3)
            batch.append(task)
        }
        do {
            let actions = try self.scheduler.submit(batch, now: self.now)
            for task in batch {
                self.tasks[task.id] = task
                self.order.append(task.id)
            }
            self.note("\(batch.map(\.id).joined(separator: ", ")) submitted")
            self.take(actions)
        } catch {
            self.note("refused: \(error)")
        }
    }

    private mutating func addWorker() {
        guard self.workers.count < 4 else { return }
        var worker = WorkerOffer(id: "w\(self.draw(1...5))", capacity: self.draw(1...3))
        guard self.workers[worker.id] == nil else { return }
        worker.offers = Set(Self.abilities.filter { _ in self.random.next() & 1 == 0 })
        self.workers[worker.id] = worker
        self.note("\(worker.id) comes")
        self.take(self.scheduler.add(worker, now: self.now))
    }

    private mutating func removeWorker() {
        guard let id = self.workers.keys.sorted().randomElement(using: &self.random) else { return }
        self.note("\(id) goes")
        self.workers[id] = nil
        self.running.removeAll { $0.worker == id }
        self.take(self.scheduler.removeWorker(id, now: self.now))
    }

    private mutating func endAttempts() {
        while let index = self.running.indices.filter({ self.running[$0].endsAt <= self.now }).min(by: {
            self.running[$0].endsAt < self.running[$1].endsAt
        }) {
            let attempt = self.running.remove(at: index)
            let error: String? = attempt.isStopped ? "stopped" : self.draw(0...2) == 0 ? "it went wrong" : nil
            self.note("\(attempt.task) attempt \(attempt.number) \(error ?? "succeeds")")
            self.take(self.scheduler.finished(attempt.task, attempt: attempt.number, error: error, now: self.now))
        }
    }

    /// No new tasks, no more trouble: everything has to end.
    private mutating func comeToRest() {
        guard self.violation == nil else { return }
        let worker = WorkerOffer(id: "last", offers: Set(Self.abilities), capacity: 8)
        self.workers["last"] = worker
        self.note("no more trouble")
        self.take(self.scheduler.add(worker, now: self.now))
        var rounds = 0
        while self.violation == nil, self.ends.count < self.tasks.count || !self.running.isEmpty {
            rounds += 1
            let times = [self.scheduler.nextAlarm, self.running.map(\.endsAt).min()].compactMap { $0 }
            guard let time = times.min(), rounds < 10_000 else {
                let open = self.order.filter { self.ends[$0] == nil }
                return self.fail("\(open.joined(separator: ", ")) never end")
            }
            self.now = max(self.now, time)
            self.endAttempts()
            self.take(self.scheduler.tick(now: self.now))
            self.check()
        }
    }

    // MARK: What the scheduler wants

    private mutating func take(_ actions: [TaskAction]) {
        for action in actions {
            switch action {
            case .start(let id, let number, let worker): self.start(id, number, worker)
            case .stop(let id, let number, _):
                self.note("\(id) attempt \(number) is to stop")
                for index in self.running.indices where self.running[index].task == id && self.running[index].number == number {
                    self.running[index].isStopped = true
                    // Some stop at once, some take their time, some hang for long.
                    self.running[index].endsAt = self.now + Int64(self.draw(0...3) == 0 ? self.draw(5_000...60_000) : self.draw(0...500))
                }
            case .ended(let id, let end):
                self.note("\(id): \(end)")
                if self.ends.updateValue(end, forKey: id) != nil { self.fail("\(id) ends a second time") }
            case .isLong(_, _, let worker): self.note("\(worker) takes long")
            case .hangs(let worker, let id): self.note("\(worker) does not stop \(id)")
            }
        }
    }

    private mutating func start(_ id: String, _ number: Int, _ name: String) {
        self.note("\(id) attempt \(number) begins at \(name)")
        guard let task = self.tasks[id], let worker = self.workers[name] else {
            return self.fail("\(id) begins at \(name), which is not there")
        }
        if self.ends[id] != nil { self.fail("\(id) begins after its end") }
        if number != (self.attempts[id] ?? 0) + 1 { self.fail("\(id): attempt \(number) after \(self.attempts[id] ?? 0)") }
        // Beside its attempts a task is begun again when its worker has gone.
        let most = task.maximumAttempts + task.maximumLosses
        if number > most { self.fail("\(id): attempt \(number) of \(most)") }
        if !task.needs.isSubset(of: worker.offers) { self.fail("\(name) cannot do \(id)") }
        for dependency in task.dependencies {
            guard let end = self.ends[dependency.id] else { self.fail("\(id) begins before \(dependency.id) has ended"); continue }
            if !end.isSuccess, dependency.onFailure == .fail { self.fail("\(id) begins although \(dependency.id) failed") }
        }
        if let session = task.session, let other = self.running.first(where: { self.tasks[$0.task]?.session == session }) {
            self.fail("\(id) begins in \(session) while \(other.task) goes on")
        }
        self.attempts[id] = number
        self.running.append(Attempt(task: id, number: number, worker: name, endsAt: self.now + Int64(self.draw(0...12_000))))
        let load = self.running.filter { $0.worker == name }
        if load.count > worker.capacity { self.fail("\(name) has more than it has places for") }
        // What something urgent waits for may use the places that are kept.
        let normal = load.count { self.scheduler.entries[$0.task]?.usesControlPlace == false }
        if normal > max(1, worker.capacity - Self.reserved) { self.fail("\(name) has \(normal) tasks in the places that are kept for control") }
    }

    private mutating func check() {
        let capacity = self.workers.values.reduce(0) { $0 + $1.capacity }
        let normal = self.running.filter { self.tasks[$0.task]?.priority != .control }.count
        // Workers that went took places with them: nothing new begins then, what runs goes on.
        if normal > max(1, capacity), self.workers.count > 0 { self.fail("\(normal) tasks run in \(capacity) places") }
        if self.scheduler.entries.count > 40 { self.fail("\(self.scheduler.entries.count) tasks are held") }
    }
}
