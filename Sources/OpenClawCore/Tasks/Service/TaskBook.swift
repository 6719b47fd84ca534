// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Every task the gateway knows, and the scheduler that decides about them. A value: requests, ends and the time go in, steps come out.
struct TaskBook: Sendable {
    var scheduler: TaskScheduler
    private(set) var records: [String: TaskSnapshot] = [:]
    /// How many of them have not ended, or their end is not recorded yet.
    private var openCount = 0
    /// What is to be carried out.
    private(set) var steps: [TaskStep] = []
    private let configuration: TaskConfiguration
    /// What came of attempts whose tasks are about to end.
    private var outcomes: [String: TaskOutcome] = [:]
    /// Ended tasks in the order they are forgotten; the part before `oldest` is used up.
    private var finished: [String] = []
    private var oldest = 0
    private var finishedBytes = 0
    private var nextOrdinal: UInt64 = 0

    init(_ configuration: TaskConfiguration) {
        self.configuration = configuration
        var limits = TaskScheduler.Limits()
        limits.tasks = configuration.maximumOpen
        limits.longAttempt = configuration.longTaskWarning?.wholeMilliseconds ?? 0
        self.scheduler = TaskScheduler(limits: limits)
    }

    // MARK: Looking

    /// A task as it stands; one that is not recorded yet does not exist for anybody.
    func task(_ id: String, now: Int64) -> TaskSnapshot? {
        guard let record = self.records[id], self.scheduler.entries[id]?.isHeld != true else { return nil }
        return self.view(record, now)
    }

    /// Tasks that fit, the newest first.
    func tasks(_ filter: TaskFilter, before ordinal: UInt64?, limit: Int, now: Int64) -> [TaskSnapshot] {
        var found: [TaskSnapshot] = []
        for record in self.records.values where ordinal.map({ record.ordinal < $0 }) ?? true {
            guard self.scheduler.entries[record.id]?.isHeld != true else { continue }
            var seen = record
            seen.status = self.status(of: record)
            if filter.fits(seen) { found.append(record) }
        }
        found.sort { $0.ordinal > $1.ordinal }
        return found.prefix(limit).map { self.view($0, now) }
    }

    /// How many wait and how many run.
    var counts: (queued: Int, running: Int) {
        (max(0, self.openCount - self.scheduler.runningCount), self.scheduler.runningCount)
    }

    private func status(of record: TaskSnapshot) -> TaskStatus {
        guard !record.status.isEnd else { return record.status }
        switch self.scheduler.entries[record.id]?.phase {
        case .running, .stopping: return .running
        case .blocked, .ready, .resting: return .queued
        // It has ended, and that is not recorded yet.
        case nil: return record.attempt > 0 ? .running : .queued
        }
    }

    private func view(_ record: TaskSnapshot, _ now: Int64) -> TaskSnapshot {
        guard !record.status.isEnd else { return record }
        var task = record
        task.status = self.status(of: record)
        task.progress = self.scheduler.entries[task.id]?.progress ?? task.progress
        task.waitReason = self.scheduler.wait(of: task.id, now: now)?.text
        if task.status == .queued { task.progressText = nil }
        return task
    }

    // MARK: Taking

    /// Takes tasks that are to be recorded; nothing happens to them before ``admit(_:now:)``.
    mutating func hold(_ tasks: [TaskSnapshot], now: Int64) throws(TaskError) {
        do throws(TaskSchedulerError) {
            _ = try self.scheduler.submit(tasks.map { self.description(of: $0) }, held: true, now: now)
        } catch {
            throw TaskError(error)
        }
        for task in tasks { self.add(task) }
    }

    /// Lets tasks go that were held; returns them as they stand.
    mutating func admit(_ ids: [String], now: Int64, at time: Timestamp) -> [TaskSnapshot] {
        let actions = self.scheduler.admit(ids, now: now)
        let tasks = ids.compactMap { id in self.records[id].map { self.view($0, now) } }
        self.take(actions, at: time)
        return tasks
    }

    /// Takes tasks back that were held.
    mutating func withdraw(_ ids: [String], now: Int64, at time: Timestamp) {
        let actions = self.scheduler.withdraw(ids, now: now)
        for id in ids where self.records.removeValue(forKey: id) != nil { self.openCount -= 1 }
        self.take(actions, at: time)
    }

    /// Takes up what an earlier process has left open. Those in `lost` end.
    mutating func resume(_ tasks: [TaskSnapshot], lost: [String: String], now: Int64, at time: Timestamp) throws(TaskError) {
        let isPaused = self.scheduler.isPaused
        self.scheduler.isPaused = true
        defer { self.scheduler.isPaused = isPaused }
        var actions: [TaskAction]
        do throws(TaskSchedulerError) {
            actions = try self.scheduler.submit(tasks.map { self.description(of: $0) }, isResumed: true, now: now)
        } catch {
            throw TaskError(error)
        }
        for task in tasks { self.add(task) }
        for task in tasks {
            if let reason = lost[task.id] { actions += self.scheduler.end(task.id, .lost(reason), now) }
        }
        self.take(actions, at: time)
    }

    /// Keeps a task that has ended before.
    mutating func remember(_ task: TaskSnapshot) {
        guard self.records[task.id] == nil else { return }
        self.add(task)
        self.keep(task)
        self.scheduler.learn(task.id, succeeded: task.status == .completed)
    }

    private mutating func add(_ task: TaskSnapshot) {
        var task = task
        self.nextOrdinal += 1
        task.ordinal = self.nextOrdinal
        self.records[task.id] = task
        if !task.status.isEnd { self.openCount += 1 }
    }

    private func description(of task: TaskSnapshot) -> TaskDescription {
        let request = task.request
        func limit(_ own: Duration?, _ usual: Duration?) -> Int64? {
            guard let time = own ?? usual, time > .zero else { return nil }
            return max(1, time.wholeMilliseconds)
        }
        return TaskDescription(
            id: task.id,
            priority: request.priority,
            session: task.sessionKey,
            dependencies: request.dependencies,
            needs: WorkerOffer.needs(of: request),
            timeout: limit(request.timeout, self.configuration.defaultTimeout),
            queueTimeout: limit(request.queueTimeout, self.configuration.queueTimeout),
            maximumAttempts: request.retry.maximumAttempts,
            retryDelay: request.retry.delay.wholeMilliseconds,
            maximumLosses: request.retry.onLoss == .again ? TaskRetryPolicy.maximumLosses : 0,
            startedBefore: task.attempt
        )
    }

    // MARK: Running

    /// Takes the end of an attempt.
    mutating func ended(_ id: String, attempt: Int, _ end: TaskAttemptEnd, now: Int64, at time: Timestamp) {
        guard let entry = self.scheduler.entries[id], entry.attempt == attempt else { return }
        let isRunning = if case .running = entry.phase { true } else { false }
        var actions: [TaskAction]
        switch end {
        case .done(let outcome):
            if isRunning { self.outcomes[id] = outcome.bounded(self.configuration.maximumOutcomeBytes) }
            actions = self.scheduler.finished(id, attempt: attempt, error: nil, now: now)
        case .failed(let reason, let isFinal):
            if isRunning { self.records[id]?.error = TaskError(.failed, reason) }
            actions = self.scheduler.finished(id, attempt: attempt, error: reason, isFinal: isFinal, now: now)
        case .lost(let reason):
            if isRunning { self.records[id]?.error = TaskError(.lost, reason) }
            actions = self.scheduler.finished(id, attempt: attempt, error: reason, isLoss: true, now: now)
        case .stopped:
            actions = self.scheduler.finished(id, attempt: attempt, error: "it was stopped", isFinal: true, now: now)
        }
        self.take(actions, at: time)
    }

    /// Takes how far an attempt has come; `nil` when that is no news.
    mutating func progress(_ id: String, attempt: Int, _ fraction: Double?, _ text: String?, now: Int64) -> TaskSnapshot? {
        guard let entry = self.scheduler.entries[id], entry.attempt == attempt, case .running = entry.phase else { return nil }
        if let fraction, fraction.isFinite { self.scheduler.progress(id, attempt: attempt, fraction) }
        if let text { self.records[id]?.progressText = DisplayText.plain(text, maximumLength: 200) }
        return self.records[id].map { self.view($0, now) }
    }

    /// Takes what the scheduler wants done.
    mutating func take(_ actions: [TaskAction], at time: Timestamp) {
        for action in actions {
            switch action {
            case .start(let id, let attempt, let worker):
                guard var record = self.records[id] else { continue }
                record.attempt = attempt
                record.worker = worker
                record.progressText = nil
                record.startedAt = record.startedAt ?? time
                self.records[id] = record
                record.status = .running
                self.steps.append(.start(record))
            case .stop(let id, let attempt, _): self.steps.append(.stop(id: id, attempt: attempt))
            case .isLong(let id, _, _): if let record = self.records[id] { self.steps.append(.isLong(record)) }
            case .hangs(_, let id): if let record = self.records[id] { self.steps.append(.hangs(record)) }
            case .ended(let id, let end):
                let outcome = self.outcomes.removeValue(forKey: id)
                guard var record = self.records[id], !record.status.isEnd else { continue }
                record.endedAt = time
                record.waitReason = nil
                record.progressText = nil
                record.close(end, outcome)
                self.steps.append(.ended(record))
            }
        }
    }

    /// Takes everything that is to be carried out.
    mutating func takeSteps() -> [TaskStep] {
        defer { self.steps = [] }
        return self.steps
    }

    /// The end of a task is recorded: it counts. Returns those that are forgotten for it.
    mutating func settle(_ task: TaskSnapshot) -> [TaskSnapshot] {
        guard let before = self.records[task.id] else { return [] }
        self.records[task.id] = task
        if !before.status.isEnd { self.openCount -= 1 }
        return self.keep(task)
    }

    @discardableResult
    private mutating func keep(_ task: TaskSnapshot) -> [TaskSnapshot] {
        self.finished.append(task.id)
        self.finishedBytes += task.byteCount
        var forgotten: [TaskSnapshot] = []
        while self.finished.count - self.oldest > self.configuration.maximumFinished
            || (self.finishedBytes > self.configuration.maximumFinishedBytes && self.finished.count - self.oldest > 1)
        {
            if let old = self.records.removeValue(forKey: self.finished[self.oldest]) {
                self.finishedBytes -= old.byteCount
                forgotten.append(old)
            }
            self.oldest += 1
            if self.oldest > 1_024, self.oldest * 2 > self.finished.count {
                self.finished.removeFirst(self.oldest)
                self.oldest = 0
            }
        }
        return forgotten
    }
}
