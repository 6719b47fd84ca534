// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskScheduler {
    /// Adds a worker, or changes what it offers.
    mutating func add(_ worker: WorkerOffer, now: Int64) -> [TaskAction] {
        self.workers[worker.id] = worker
        return self.dispatch(now)
    }

    /// Takes a worker away; what it was doing is tried again where attempts are left.
    mutating func removeWorker(_ id: String, now: Int64) -> [TaskAction] {
        guard self.workers.removeValue(forKey: id) != nil else { return [] }
        var actions: [TaskAction] = []
        // In their order, so that the same input has the same outcome.
        for entry in self.entries.values.sorted(by: { $0.order < $1.order }) {
            switch entry.phase {
            case .running(id):
                actions.append(.stop(task: entry.task.id, attempt: entry.attempt, worker: id))
                actions += self.finished(entry.task.id, attempt: entry.attempt, error: "\(id) has gone", isLoss: true, now: now)
            case .stopping(id): self.release(entry.task.id, id)
            default: continue
            }
        }
        self.load[id] = nil
        self.normalLoad[id] = nil
        return actions + self.dispatch(now)
    }

    /// Gives free places to those in line, the most urgent first.
    mutating func dispatch(_ now: Int64) -> [TaskAction] {
        var actions: [TaskAction] = []
        while !self.isPaused, let (needs, isControl) = self.best() {
            guard let place = isControl ? self.lines[needs]?.control.removeFirst() : self.lines[needs]?.normal.removeFirst() else { break }
            if self.lines[needs].map({ $0.control.count + $0.normal.count }) == 0 { self.lines[needs] = nil }
            guard var entry = self.entries[place.id], self.isInLine(place), let worker = self.leastLoaded(needs, isControl) else {
                continue
            }
            entry.phase = .running(worker: worker)
            entry.usesControlPlace = isControl
            entry.attempt += 1
            entry.progress = 0
            self.entries[place.id] = entry
            self.load[worker, default: 0] += 1
            if !isControl { self.normalLoad[worker, default: 0] += 1 }
            self.readyCount -= 1
            self.runningCount += 1
            if let timeout = entry.task.timeout { self.setAlarm(place.id, .deadline, now + timeout, attempt: entry.attempt) }
            if self.limits.longAttempt > 0 { self.setAlarm(place.id, .long, now + self.limits.longAttempt, attempt: entry.attempt) }
            actions.append(.start(task: place.id, attempt: entry.attempt, worker: worker))
        }
        return actions
    }

    /// The line whose first task is the most urgent of those a worker has a place for.
    private mutating func best() -> (needs: Set<String>, isControl: Bool)? {
        var best: (place: Place, needs: Set<String>, isControl: Bool)?
        for needs in Array(self.lines.keys) {
            self.dropStale(needs)
            guard let line = self.lines[needs] else { continue }
            if let place = line.control.first, best.map({ place < $0.place }) ?? true, self.leastLoaded(needs, true) != nil {
                best = (place, needs, true)
            }
            if let place = line.normal.first, best.map({ place < $0.place }) ?? true, self.leastLoaded(needs, false) != nil {
                best = (place, needs, false)
            }
        }
        return best.map { ($0.needs, $0.isControl) }
    }

    /// Takes places off the front whose task has ended or given way to another one of its session.
    private mutating func dropStale(_ needs: Set<String>) {
        while let place = self.lines[needs]?.control.first, !self.isInLine(place) { _ = self.lines[needs]?.control.removeFirst() }
        while let place = self.lines[needs]?.normal.first, !self.isInLine(place) { _ = self.lines[needs]?.normal.removeFirst() }
        if self.lines[needs].map({ $0.control.count + $0.normal.count }) == 0 { self.lines[needs] = nil }
    }

    func isInLine(_ place: Place) -> Bool {
        guard let entry = self.entries[place.id], entry.phase == .ready, self.place(of: entry) == place else { return false }
        return entry.task.session.map { self.sessions[$0]?.holder == place.id } ?? true
    }

    private func leastLoaded(_ needs: Set<String>, _ isControl: Bool) -> String? {
        var best: (id: String, load: Int, capacity: Int)?
        for worker in self.workers.values where needs.isSubset(of: worker.offers) {
            let load = self.load[worker.id] ?? 0
            guard load < worker.capacity,
                isControl || (self.normalLoad[worker.id] ?? 0) < max(1, worker.capacity - self.limits.reserved)
            else { continue }
            let isBetter = best.map { (load * $0.capacity, worker.id) < ($0.load * worker.capacity, $0.id) } ?? true
            if isBetter { best = (worker.id, load, worker.capacity) }
        }
        return best?.id
    }

    /// Frees the place of a task at its worker, and its session.
    mutating func release(_ id: String, _ worker: String) {
        guard let entry = self.entries[id] else { return }
        if let load = self.load[worker] { self.load[worker] = max(0, load - 1) }
        if !entry.usesControlPlace, let load = self.normalLoad[worker] { self.normalLoad[worker] = max(0, load - 1) }
        if case .running = entry.phase { self.runningCount -= 1 }
        if case .stopping = entry.phase {
            self.entries[id] = nil
            self.releaseSession(entry)
        }
    }

    /// Lets the next one of a session stand in line.
    mutating func releaseSession(_ entry: Entry) {
        guard let key = entry.task.session, self.sessions[key]?.holder == entry.task.id else { return }
        while let place = self.sessions[key]?.waiting.removeFirst() {
            guard let next = self.entries[place.id], next.phase == .ready, self.place(of: next) == place else { continue }
            self.sessions[key]?.holder = place.id
            return self.enterLine(next)
        }
        self.sessions[key] = nil
    }
}
