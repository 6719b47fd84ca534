// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskScheduler {
    /// Takes tasks, all or none. They may depend on each other, on tasks that are known, and on tasks that have ended.
    mutating func submit(_ tasks: [TaskDescription], now: Int64) throws(TaskSchedulerError) -> [TaskAction] {
        try self.check(tasks)
        for task in tasks {
            self.nextOrder += 1
            self.entries[task.id] = Entry(task: task, phase: .blocked(0), order: self.nextOrder)
            if let wait = task.queueTimeout { self.setAlarm(task.id, .queueTimeout, now + wait, attempt: 0) }
        }
        var actions: [TaskAction] = []
        var failed: [(String, String)] = []
        for task in tasks {
            var open = 0
            for dependency in task.dependencies {
                if case .stopping = self.entries[dependency.id]?.phase {
                    // It has ended, not well; only its worker has not let go yet.
                    if dependency.onFailure == .fail { failed.append((task.id, dependency.id)) }
                } else if self.entries[dependency.id] != nil {
                    self.entries[dependency.id]?.dependents.append((task.id, dependency.onFailure))
                    open += 1
                } else if self.ended[dependency.id] == false, dependency.onFailure == .fail {
                    failed.append((task.id, dependency.id))
                }
            }
            self.entries[task.id]?.phase = .blocked(open)
            if open == 0 { self.makeReady(task.id, now) }
        }
        for (id, cause) in failed { actions += self.end(id, .failed("\(cause), which it depends on, has failed"), now) }
        return actions + self.dispatch(now)
    }

    private func check(_ tasks: [TaskDescription]) throws(TaskSchedulerError) {
        guard self.entries.count + tasks.count <= self.limits.tasks else {
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
        guard needs.count <= self.limits.lines else {
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
        guard let key = entry.task.session else { return self.enterLine(entry) }
        if let holder = self.sessions[key]?.holder, let held = self.entries[holder] {
            let (own, other) = (self.place(of: entry), self.place(of: held))
            guard held.phase == .ready, own < other else {
                self.sessions[key]?.waiting.insert(own)
                return
            }
            // The one in line has not begun: the more urgent one takes its place.
            self.sessions[key]?.waiting.insert(other)
        }
        self.sessions[key, default: Session()].holder = id
        self.enterLine(entry)
    }

    func place(of entry: Entry) -> Place {
        Place(rank: entry.readySince - Int64(entry.task.priority.rawValue) * self.limits.ageing, order: entry.order, id: entry.task.id)
    }

    mutating func enterLine(_ entry: Entry) {
        // In place: a copy of a long line for each task would make many tasks slow.
        if entry.task.priority == .control {
            self.lines[entry.task.needs, default: Line()].control.insert(self.place(of: entry))
        } else {
            self.lines[entry.task.needs, default: Line()].normal.insert(self.place(of: entry))
        }
    }

    mutating func setAlarm(_ id: String, _ kind: Alarm.Kind, _ time: Int64, attempt: Int) {
        guard let order = self.entries[id]?.order else { return }
        self.alarms.insert(Alarm(time: time, id: id, order: order, attempt: attempt, kind: kind))
    }
}
