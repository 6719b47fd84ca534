// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskScheduler {
    /// Takes the end of an attempt from its worker; `error` is `nil` when it went well.
    /// - Parameters:
    ///   - isLoss: the worker has gone, and nobody knows how far it came.
    ///   - isFinal: another attempt would end the same way.
    mutating func finished(
        _ id: String,
        attempt: Int,
        error: String?,
        isLoss: Bool = false,
        isFinal: Bool = false,
        now: Int64
    ) -> [TaskAction] {
        guard let entry = self.entries[id], entry.attempt == attempt else { return [] }
        switch entry.phase {
        case .stopping(let worker):
            self.release(id, worker)
            return self.dispatch(now)
        case .running(let worker):
            self.release(id, worker)
            // The worker has let go: there is nothing to stop.
            self.entries[id]?.phase = .resting
            guard let error else { return self.end(id, .succeeded, now) + self.dispatch(now) }
            if isLoss {
                guard entry.losses < entry.task.maximumLosses else { return self.end(id, .lost(error), now) + self.dispatch(now) }
                self.entries[id]?.losses += 1
                self.releaseSession(entry)
                self.makeReady(id, now)
                return self.dispatch(now)
            }
            let failures = entry.failures + 1
            guard !isFinal, failures < entry.task.maximumAttempts else { return self.end(id, .failed(error), now) + self.dispatch(now) }
            let delay = min(3_600_000, entry.task.retryDelay << Int64(min(20, failures - 1)))
            self.entries[id]?.failures = failures
            self.entries[id]?.retryAt = now + delay
            self.releaseSession(entry)
            self.setAlarm(id, .retry, now + delay, attempt: attempt)
            return self.dispatch(now)
        default: return []
        }
    }

    /// Takes how far an attempt has come, 0 to 1; it never goes back.
    mutating func progress(_ id: String, attempt: Int, _ fraction: Double) {
        guard let entry = self.entries[id], entry.attempt == attempt, case .running = entry.phase, fraction > entry.progress else { return }
        self.entries[id]?.progress = min(1, fraction)
    }

    /// Ends a task because somebody wants it.
    mutating func cancel(_ id: String, reason: String, now: Int64) throws(TaskSchedulerError) -> [TaskAction] {
        guard let entry = self.entries[id], !entry.isHeld else {
            throw TaskSchedulerError(.unknown, "there is no task \"\(id)\" that has not ended")
        }
        return self.end(id, .cancelled(reason), now) + self.dispatch(now)
    }

    /// Looks at the time.
    mutating func tick(now: Int64) -> [TaskAction] {
        var actions: [TaskAction] = []
        while let alarm = self.alarms.first, alarm.time <= now {
            _ = self.alarms.removeFirst()
            guard let entry = self.entries[alarm.id], entry.order == alarm.order, entry.attempt == alarm.attempt else { continue }
            switch (alarm.kind, entry.phase) {
            case (.queueTimeout, .ready):
                // Set again for the wait behind a loss: the one that counts is the last.
                guard let wait = entry.task.queueTimeout, now >= entry.readySince + wait else { continue }
                actions += self.end(alarm.id, .notBegun("it waited in line for longer than \(Self.words(wait))"), now)
            case (.retry, .resting): self.makeReady(alarm.id, now)
            case (.deadline, .running):
                actions += self.end(alarm.id, .timedOut("it took longer than its time limit, \(Self.words(entry.task.timeout ?? 0))"), now)
            case (.long, .running(let worker)): actions.append(.isLong(task: alarm.id, attempt: entry.attempt, worker: worker))
            case (.hang, .stopping(let worker)): actions.append(.hangs(worker: worker, task: alarm.id))
            default: continue
            }
        }
        return actions + self.dispatch(now)
    }

    /// Milliseconds as people say them.
    private static func words(_ milliseconds: Int64) -> String {
        milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }

    /// Ends a task, and those that cannot begin without it, without recursion: chains may be long.
    mutating func end(_ first: String, _ how: TaskEnd, _ now: Int64) -> [TaskAction] {
        var actions: [TaskAction] = []
        var work: [(id: String, end: TaskEnd)] = [(first, how)]
        while let (id, end) = work.popLast() {
            guard let entry = self.entries[id] else { continue }
            if case .stopping = entry.phase { continue }
            if entry.phase == .ready { self.readyCount -= 1 }
            actions.append(.ended(task: id, end))
            self.remember(id, end.isSuccess)
            self.entries[id]?.dependents = []
            if case .running(let worker) = entry.phase {
                self.entries[id]?.phase = .stopping(worker: worker)
                self.runningCount -= 1
                actions.append(.stop(task: id, attempt: entry.attempt, worker: worker))
                self.setAlarm(id, .hang, now + self.limits.stopGrace, attempt: entry.attempt)
            } else {
                self.entries[id] = nil
                self.releaseSession(entry)
            }
            for (dependent, policy) in entry.dependents {
                guard case .blocked(let open) = self.entries[dependent]?.phase else { continue }
                if !end.isSuccess, policy == .fail {
                    let reason = "\(id), which it depends on, did not succeed"
                    if self.entries[dependent]?.isHeld == true {
                        self.entries[dependent]?.doom = reason
                    } else {
                        work.append((dependent, .dependencyFailed(reason)))
                    }
                } else {
                    self.entries[dependent]?.phase = .blocked(open - 1)
                    if open == 1 { self.makeReady(dependent, now) }
                }
            }
        }
        return actions
    }

    /// Keeps how a task ended for those that will depend on it, a bounded number of them.
    mutating func remember(_ id: String, _ isSuccess: Bool) {
        self.ended[id] = isSuccess
        self.endedOrder.append(id)
        if self.endedOrder.count - self.endedStart > self.limits.remembered {
            self.ended[self.endedOrder[self.endedStart]] = nil
            self.endedStart += 1
            if self.endedStart > 1_024, self.endedStart * 2 > self.endedOrder.count {
                self.endedOrder.removeFirst(self.endedStart)
                self.endedStart = 0
            }
        }
    }
}
