// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension TaskService {
    /// How long to wait after the disk has refused.
    private static let pauseAfterFailure = Duration.seconds(1)

    /// Records and carries out what the book decides, until the task is cancelled.
    func run(_ gateway: Gateway) async {
        while !Task.isCancelled {
            self.lookAtNodes(gateway.nodes)
            await self.step(gateway, mayStart: true)
            await self.sleep()
        }
        await self.step(gateway, mayStart: false)
        let boxes = self.state.withLock { state -> [Mailbox<TaskSnapshot>] in
            state.isClosed = true
            for box in state.early { box.close() }
            state.early = []
            defer { state.waiters = [:] }
            return state.waiters.values.flatMap { $0 }
        }
        for box in boxes { box.close() }
    }

    /// Sleeps until something has changed or the next alarm.
    private func sleep() async {
        if self.wake.poll() != nil { return }
        let now = self.elapsed
        let alarm = self.state.withLock { state in
            let back = state.away.values.min().map { $0 + self.configuration.nodeGrace.wholeMilliseconds }
            return [state.book.scheduler.nextAlarm, back].compactMap { $0 }.min()
        }
        // Whoever changes something wakes the driver: without an alarm there is nothing to look for.
        guard let alarm else {
            _ = await self.wake.next()
            return
        }
        let wait = Duration.milliseconds(max(0, alarm - now))
        if wait <= .zero { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await self.wake.next() }
            group.addTask {
                try? await self.clock.sleep(for: wait)  // Being woken early is what cancellation is for.
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func step(_ gateway: Gateway, mayStart: Bool) async {
        let (now, time) = (self.elapsed, self.wallClock.now())
        let steps = self.state.withLock { state -> [TaskStep] in
            if mayStart { state.book.take(state.book.scheduler.tick(now: now), at: time) }
            return state.book.takeSteps()
        }
        guard !steps.isEmpty, await self.keep(steps) else { return }
        for step in steps {
            switch step {
            case .ended(let task): self.settle(task, gateway)
            case .start(let task): if mayStart { self.begin(task, gateway) }
            case .stop(let id, let attempt): self.state.withLock { $0.attempts[Self.key(id, attempt)] }?.close()
            case .isLong(let task):
                self.logger.warn(
                    "task.long",
                    ["task_id": .string(task.id), "worker": .string(task.worker ?? ""), "attempt": .int(Int64(task.attempt))]
                )
                self.publish("slow", self.task(task.id) ?? task)
            case .hangs(let task):
                self.logger.error("task.worker_hangs", ["task_id": .string(task.id), "worker": .string(task.worker ?? "")])
            }
        }
    }

    /// Records the ends in one commit; nothing is told before it is on the disk. `false` when that is not to be.
    private func keep(_ steps: [TaskStep]) async -> Bool {
        var records: [LedgerRecord] = []
        for case .ended(let task) in steps {
            records.append(
                LedgerRecord(
                    identity: TaskSnapshot.identity(of: task.id),
                    timestamp: task.endedAt ?? self.wallClock.now(),
                    kind: .completed(
                        status: task.ledgerStatus,
                        summary: task.error?.message,
                        result: self.ledger.isDurable ? task.completionPayload : []
                    )
                )
            )
        }
        guard !records.isEmpty else { return true }
        while true {
            do throws(LedgerError) {
                try await self.ledger.append(records, epoch: self.epoch)
                return true
            } catch {
                self.logger.error("task.record_failed", ["error": .string(error.message)])
                // After the next start these tasks are taken up as if they had not ended.
                if error.code == .staleEpoch || Task.isCancelled { return false }
            }
            do {
                try await self.clock.sleep(for: Self.pauseAfterFailure)
            } catch {
                return false
            }
        }
    }

    private func settle(_ task: TaskSnapshot, _ gateway: Gateway) {
        let (boxes, forgotten) = self.state.withLock { state -> ([Mailbox<TaskSnapshot>], [TaskSnapshot]) in
            state.published[task.id] = nil
            return (state.waiters.removeValue(forKey: task.id) ?? [], state.book.settle(task))
        }
        self.metrics.ended(task)
        self.publish("ended", task)
        for box in boxes {
            box.offer(task)
            box.close()
        }
        for old in forgotten where old.hasOwnSession {
            if let key = old.sessionKey { gateway.forget(key) }
        }
    }

    // MARK: Attempts

    private static func key(_ id: String, _ attempt: Int) -> String { "\(attempt)/\(id)" }

    private func begin(_ task: TaskSnapshot, _ gateway: Gateway) {
        let stop = Mailbox<Void>(capacity: 1)
        self.state.withLock { $0.attempts[Self.key(task.id, task.attempt)] = stop }
        self.publish("started", self.task(task.id) ?? task)
        if gateway.submit({ await self.perform(task, stop, gateway) }) { return }
        // The gateway takes no more work: it is stopping, and the next start takes the task up.
        self.ended(task, .stopped)
    }

    /// Does one attempt until it ends or is stopped.
    private func perform(_ task: TaskSnapshot, _ stop: Mailbox<Void>, _ gateway: Gateway) async {
        let call = gateway.nodes.identifier()
        let end = await withTaskGroup(of: TaskAttemptEnd?.self) { group in
            group.addTask {
                if let end = await self.claim(task) { return end }
                return await self.attempt(task, call, gateway)
            }
            group.addTask {
                _ = await stop.next()
                return nil
            }
            var end: TaskAttemptEnd?
            for await result in group {
                end = result ?? end
                group.cancelAll()
            }
            return end ?? .stopped
        }
        if let release = gateway.nodes.release(of: call) { await self.wait(for: release, task) }
        // Before the task is given to somebody: the node may be the one that has gone.
        if case .lost = end { self.lookAtNodes(gateway.nodes, always: true) }
        self.ended(task, end)
    }

    /// Waits until a node has let go of an attempt that was stopped: until then its place is taken. Not when the gateway stops.
    private func wait(for release: Mailbox<Void>, _ task: TaskSnapshot) async {
        let isParking = self.state.withLock { state in
            if !state.isParking { state.attempts[Self.key(task.id, task.attempt)] = release }
            return state.isParking
        }
        if !isParking { _ = await release.next() }
    }

    /// Records that an attempt begins, as soon as the ledger can be written; the end of the attempt when it is not to begin. A task that
    /// must not be begun twice waits until that is on the disk.
    private func claim(_ task: TaskSnapshot) async -> TaskAttemptEnd? {
        let record = LedgerRecord(identity: TaskSnapshot.identity(of: task.id), timestamp: self.wallClock.now(), kind: .claimed)
        while true {
            do throws(LedgerError) {
                if task.request.retry.onLoss == .report {
                    try await self.ledger.append([record], epoch: self.epoch)
                } else {
                    try self.ledger.note([record], epoch: self.epoch)
                }
                return nil
            } catch {
                guard error.code == .unavailable else {
                    return .failed("its beginning could not be recorded: \(error.message)", isFinal: false)
                }
            }
            do {
                try await self.clock.sleep(for: Self.pauseAfterFailure)
            } catch {
                return .stopped
            }
        }
    }

    private func attempt(_ task: TaskSnapshot, _ call: String, _ gateway: Gateway) async -> TaskAttemptEnd {
        guard let worker = task.worker else { return .lost("nobody does it") }
        if worker == WorkerOffer.agents { return await gateway.takeTurn(for: task) }
        if let node = WorkerOffer.node(worker) { return await gateway.invoke(node, for: task, call: call) }
        guard let name = WorkerOffer.worker(worker), let worker = self.state.withLock({ $0.workers[name] }) else {
            return .lost("\(worker) has gone")
        }
        let assignment = TaskAssignment(id: task.id, attempt: task.attempt, request: task.request) { fraction, text in
            self.progressed(task, fraction, text)
        }
        do {
            return .done(try await worker.perform(assignment))
        } catch is CancellationError {
            return .stopped
        } catch {
            return .failed((error as? TaskError)?.message ?? "\(error)", isFinal: false)
        }
    }

    /// Takes the end of an attempt.
    private func ended(_ task: TaskSnapshot, _ end: TaskAttemptEnd) {
        // The task of an attempt belongs to the gateway: only its end at once cancels it.
        let isInterrupted = Task.isCancelled
        self.change { state, now, time in
            state.attempts[Self.key(task.id, task.attempt)] = nil
            // What the stop of the gateway has interrupted stays open; the next process takes it up.
            if state.isParking || isInterrupted {
                switch end {
                case .stopped, .lost: return
                case .done, .failed: break
                }
            }
            state.book.ended(task.id, attempt: task.attempt, end, now: now, at: time)
        }
        self.ends.offer(true)
    }

    /// Takes how far an attempt has come.
    func progressed(_ task: TaskSnapshot, _ fraction: Double?, _ text: String?) {
        let now = self.elapsed
        let news = self.state.withLock { state -> TaskSnapshot? in
            guard let news = state.book.progress(task.id, attempt: task.attempt, fraction, text, now: now) else { return nil }
            if let last = state.published[task.id], now - last < Self.progressInterval { return nil }
            state.published[task.id] = now
            return news
        }
        if let news { self.publish("progress", news) }
    }

    func publish(_ action: String, _ task: TaskSnapshot) {
        guard self.events.hasSubscribers else { return }
        self.events.publish(
            PublishedEvent(name: "task", access: .scopes(.read), dropsWhenSlow: true) { writer in
                writer.beginObject()
                writer.field("action", action)
                writer.field("task", task.summary)
                writer.endObject()
            }
        )
    }

    // MARK: Stopping

    /// Begins nothing new.
    func pause() { self.change { state, _, _ in state.book.scheduler.isPaused = true } }

    /// Whether attempts go on.
    var isBusy: Bool { self.state.withLock { !$0.attempts.isEmpty } }

    /// Waits until no attempt goes on, or the task is cancelled.
    func waitForAttempts() async {
        while self.isBusy, await self.ends.next() != nil {}
    }

    /// Stops every attempt; tasks stay open for the next start. Waits for the workers, at most `grace`.
    func park(grace: Duration) async {
        let stops = self.state.withLock { state -> [Mailbox<Void>] in
            state.isParking = true
            state.book.scheduler.isPaused = true
            return Array(state.attempts.values)
        }
        for stop in stops { stop.close() }
        guard !stops.isEmpty else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.waitForAttempts() }
            group.addTask {
                try? await self.clock.sleep(for: grace)  // Being woken early is what cancellation is for.
            }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: Nodes

    /// Looks which nodes are there. One that has been away for too long gives its work back.
    private func lookAtNodes(_ nodes: NodeRegistry, always: Bool = false) {
        let revision = nodes.revision.load(ordering: .sequentiallyConsistent)
        let now = self.elapsed
        let grace = self.configuration.nodeGrace.wholeMilliseconds
        let isDue = self.state.withLock { state in state.away.values.contains { $0 + grace <= now } }
        guard always || isDue || revision != self.nodesSeen.load(ordering: .relaxed) else { return }
        self.nodesSeen.store(revision, ordering: .relaxed)
        let present = Dictionary(nodes.descriptors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let time = self.wallClock.now()
        let capacity = self.configuration.concurrency + 1
        self.state.withLock { state in
            for (id, descriptor) in present.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let isBack = state.away.removeValue(forKey: id) != nil
                guard isBack || state.known[id] != descriptor else { continue }
                state.known[id] = descriptor
                state.book.take(state.book.scheduler.add(WorkerOffer(descriptor, capacity: capacity), now: now), at: time)
            }
            for (id, descriptor) in state.known.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where present[id] == nil {
                let offer = WorkerOffer(descriptor, capacity: 0)
                guard let since = state.away[id] else {
                    state.away[id] = now
                    state.book.take(state.book.scheduler.add(offer, now: now), at: time)
                    continue
                }
                guard since + grace <= now else { continue }
                state.away[id] = nil
                state.known[id] = nil
                state.book.take(state.book.scheduler.removeWorker(offer.id, now: now), at: time)
            }
        }
    }
}
