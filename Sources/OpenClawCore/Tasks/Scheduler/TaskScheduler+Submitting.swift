// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskScheduler {
    /// Takes tasks, all or none. They may depend on each other, on tasks that are known, and on tasks that have ended.
    /// - Parameters:
    ///   - held: nothing happens to them before ``admit(_:now:)``, or ever after ``withdraw(_:now:)``.
    ///   - isResumed: they were taken before; the bounds on their number do not count.
    mutating func submit(
        _ tasks: [TaskDescription],
        held: Bool = false,
        isResumed: Bool = false,
        now: Int64
    ) throws(TaskSchedulerError) -> [TaskAction] {
        try self.check(tasks, isResumed: isResumed)
        for task in tasks {
            self.nextOrder += 1
            var entry = Entry(task: task, phase: .blocked(0), order: self.nextOrder)
            entry.urgency = task.priority
            entry.attempt = task.startedBefore
            entry.losses = max(0, task.startedBefore - task.maximumAttempts)
            entry.isHeld = held
            self.entries[task.id] = entry
        }
        var actions: [TaskAction] = []
        var failed: [(String, String)] = []
        for task in tasks {
            var open = held ? 1 : 0
            for dependency in task.dependencies {
                if case .stopping = self.entries[dependency.id]?.phase {
                    // It has ended, not well; only its worker has not let go yet.
                    if dependency.onFailure == .fail { failed.append((task.id, dependency.id)) }
                } else if self.entries[dependency.id] != nil {
                    self.entries[dependency.id]?.dependents.append((task.id, dependency.onFailure))
                    open += 1
                    self.raise(dependency.id, to: self.entries[task.id]?.urgency ?? task.priority)
                } else if self.ended[dependency.id] == false, dependency.onFailure == .fail {
                    failed.append((task.id, dependency.id))
                }
            }
            self.entries[task.id]?.phase = .blocked(open)
            if open == 0 { self.makeReady(task.id, now) }
        }
        for (id, cause) in failed {
            let reason = "\(cause), which it depends on, did not succeed"
            if held { self.entries[id]?.doom = reason } else { actions += self.end(id, .dependencyFailed(reason), now) }
        }
        return actions + self.dispatch(now)
    }

    /// Lets tasks go that were held.
    mutating func admit(_ ids: [String], now: Int64) -> [TaskAction] {
        var actions: [TaskAction] = []
        for id in ids {
            guard var entry = self.entries[id], entry.isHeld, case .blocked(let open) = entry.phase else { continue }
            entry.isHeld = false
            entry.phase = .blocked(open - 1)
            self.entries[id] = entry
            if let doom = entry.doom {
                actions += self.end(id, .dependencyFailed(doom), now)
            } else if open == 1 {
                self.makeReady(id, now)
            }
        }
        return actions + self.dispatch(now)
    }

    /// Takes tasks back that were held, as if they had never been there. Those that came to depend on them fail.
    mutating func withdraw(_ ids: [String], now: Int64) -> [TaskAction] {
        var actions: [TaskAction] = []
        for id in ids where self.entries[id]?.isHeld == true {
            self.entries[id]?.isHeld = false
            actions += self.end(id, .cancelled("it was not taken"), now).filter { action in
                if case .ended(id, _) = action { false } else { true }
            }
            self.ended[id] = nil
        }
        return actions + self.dispatch(now)
    }

    /// Learns how a task ended that it has not known, or not any more.
    mutating func learn(_ id: String, succeeded: Bool) {
        guard self.entries[id] == nil, self.ended[id] == nil else { return }
        self.remember(id, succeeded)
    }

    private func check(_ tasks: [TaskDescription], isResumed: Bool) throws(TaskSchedulerError) {
        guard isResumed || self.entries.count + tasks.count <= self.limits.tasks else {
            throw TaskSchedulerError(
                .full,
                "there are \(self.entries.count) tasks, at most \(self.limits.tasks); retry when some have ended"
            )
        }
        var indices: [String: Int] = [:]
        var needs = Set(self.lines.keys)
        for (index, task) in tasks.enumerated() {
            guard self.entries[task.id] == nil, self.ended[task.id] == nil, indices.updateValue(index, forKey: task.id) == nil else {
                throw TaskSchedulerError(.duplicate, "there is a task \"\(task.id)\" already")
            }
            guard task.dependencies.count <= self.limits.dependencies else {
                throw TaskSchedulerError(.tooManyDependencies, "a task depends on at most \(self.limits.dependencies) others")
            }
            guard (1...100).contains(task.maximumAttempts), task.retryDelay >= 0, task.timeout ?? 1 > 0, task.queueTimeout ?? 1 > 0 else {
                throw TaskSchedulerError(.invalid, "times of a task are positive, and it is tried at most 100 times")
            }
            needs.insert(task.needs)
        }
        guard isResumed || needs.count <= self.limits.lines else {
            throw TaskSchedulerError(.full, "waiting tasks have \(self.limits.lines) different needs, which is the most")
        }
        try self.checkGraph(tasks, indices)
    }

    /// Refuses unknown dependencies and cycles. Only new tasks can form one: older ones cannot depend on them.
    private func checkGraph(_ tasks: [TaskDescription], _ indices: [String: Int]) throws(TaskSchedulerError) {
        var open = [Int](repeating: 0, count: tasks.count)
        var dependents = [[Int]](repeating: [], count: tasks.count)
        for (index, task) in tasks.enumerated() {
            for dependency in task.dependencies {
                if let other = indices[dependency.id] {
                    open[index] += 1
                    dependents[other].append(index)
                } else if self.entries[dependency.id] == nil, self.ended[dependency.id] == nil {
                    throw TaskSchedulerError(.unknownDependency, "\"\(task.id)\" depends on \"\(dependency.id)\", which is not known")
                }
            }
        }
        var free = open.indices.filter { open[$0] == 0 }
        var reached = 0
        while let index = free.popLast() {
            reached += 1
            for dependent in dependents[index] {
                open[dependent] -= 1
                if open[dependent] == 0 { free.append(dependent) }
            }
        }
        guard reached == tasks.count else {
            let names = tasks.indices.filter { open[$0] > 0 }.prefix(5).map { "\"\(tasks[$0].id)\"" }.joined(separator: ", ")
            throw TaskSchedulerError(.cycle, "these tasks wait for each other in a circle: \(names)")
        }
    }

    /// Puts a task in line, or behind the one of its session that is there.
    mutating func makeReady(_ id: String, _ now: Int64) {
        guard var entry = self.entries[id] else { return }
        entry.phase = .ready
        entry.readySince = now
        self.entries[id] = entry
        self.readyCount += 1
        if let wait = entry.task.queueTimeout { self.setAlarm(id, .queueTimeout, now + wait, attempt: entry.attempt) }
        self.takePlace(entry)
    }

    /// Makes a task, and all it waits for, at least so urgent.
    private mutating func raise(_ first: String, to urgency: TaskPriority) {
        var work = [first]
        while let id = work.popLast() {
            guard var entry = self.entries[id], entry.urgency < urgency else { continue }
            entry.urgency = urgency
            self.entries[id] = entry
            switch entry.phase {
            case .blocked: work += entry.task.dependencies.map(\.id)
            case .ready: self.takePlace(entry)
            case .resting, .running, .stopping: continue
            }
        }
    }

    /// Puts a ready task in line, or behind the one of its session that is there. A place it has had does not count any more.
    private mutating func takePlace(_ entry: Entry) {
        let id = entry.task.id
        guard let key = entry.task.session, self.sessions[key]?.holder != id else {
            if let key = entry.task.session { self.sessions[key, default: Session()].holder = id }
            return self.enterLine(entry)
        }
        if let holder = self.sessions[key]?.holder, let held = self.entries[holder] {
            let (own, other) = (self.place(of: entry), self.place(of: held))
            guard held.phase == .ready, own < other else {
                self.wait(own, key)
                return
            }
            // The one in line has not begun: the more urgent one takes its place.
            self.wait(other, key)
        }
        self.sessions[key, default: Session()].holder = id
        self.enterLine(entry)
    }

    func place(of entry: Entry) -> Place {
        Place(rank: entry.readySince - Int64(entry.urgency.rawValue) * self.limits.ageing, order: entry.order, id: entry.task.id)
    }

    mutating func enterLine(_ entry: Entry) {
        self.tidy(entry.task.needs)
        // In place: a copy of a long line for each task would make many tasks slow.
        if entry.urgency == .control {
            self.lines[entry.task.needs, default: Line()].control.insert(self.place(of: entry))
        } else {
            self.lines[entry.task.needs, default: Line()].normal.insert(self.place(of: entry))
        }
    }

    /// Puts a task behind the one of its session.
    private mutating func wait(_ place: Place, _ key: SessionKey) {
        if let waiting = self.sessions[key]?.waiting, waiting.count > 64 + 2 * self.entries.count {
            let entries = self.entries
            self.sessions[key]?.waiting.keep { entries[$0.id]?.order == $0.order }
        }
        self.sessions[key]?.waiting.insert(place)
    }

    /// Takes places out of a line that has many of tasks which have ended: a line that nobody serves would grow without end.
    private mutating func tidy(_ needs: Set<String>) {
        guard let line = self.lines[needs], line.normal.count + line.control.count > 64 + 2 * self.entries.count else { return }
        let scheduler = self
        self.lines[needs]?.normal.keep { scheduler.isInLine($0) }
        self.lines[needs]?.control.keep { scheduler.isInLine($0) }
    }

    mutating func setAlarm(_ id: String, _ kind: Alarm.Kind, _ time: Int64, attempt: Int) {
        guard let order = self.entries[id]?.order else { return }
        if self.alarms.count > 256 + 8 * self.entries.count {
            // Most belong to what has ended.
            let entries = self.entries
            self.alarms.keep { entries[$0.id]?.order == $0.order && entries[$0.id]?.attempt == $0.attempt }
        }
        self.alarms.insert(Alarm(time: time, id: id, order: order, attempt: attempt, kind: kind))
    }
}
