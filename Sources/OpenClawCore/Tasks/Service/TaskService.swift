// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The task queue of a gateway: takes tasks, keeps them, has them done and tells how they ended (Docs/Tasks.md).
///
/// ```swift
/// guard case .accepted(let tasks, _) = await gateway.tasks.submit(TaskRequest("sum up the news")) else { return }
/// let task = await gateway.tasks.wait(for: tasks[0].id)
/// ```
///
/// `TaskBook` decides; one task of the gateway records what it decides and only then carries it out.
public final class TaskService: Sendable {
    struct State {
        var book: TaskBook
        var waiters: [String: [Mailbox<TaskSnapshot>]] = [:]
        /// Stops attempts.
        var attempts: [String: Mailbox<Void>] = [:]
        var workers: [String: any TaskWorker] = [:]
        /// Nodes that are away, and since when.
        var away: [NodeID: Int64] = [:]
        var known: [NodeID: NodeDescriptor] = [:]
        /// Whether what an earlier process has left was taken up.
        var isResumed = false
        /// Callers that hand tasks in before.
        var early: [Mailbox<Bool>] = []
        /// Whether attempts that end now are to be begun again by the next process.
        var isParking = false
        var isClosed = false
        /// When progress of a task was published last.
        var published: [String: Int64] = [:]
    }

    /// The shortest time between two events about the progress of one task, in milliseconds.
    static let progressInterval: Int64 = 250
    /// How many callers may wait for ends at the same time.
    static let maximumWaiters = 10_000

    /// How tasks run.
    public let configuration: TaskConfiguration
    let ledger: any Ledger
    let leadership: Leadership
    let clock: any Clock<Duration>
    let wallClock: any WallClock
    let identifiers: any IDGenerator
    let events: EventHub
    let metrics: TaskMetrics
    let logger: Logger
    let router: Router
    let agents: Set<AgentID>
    private let uptime: Stopwatch
    /// Wakes the driver.
    let wake: Mailbox<Bool>
    /// Wakes whoever waits for attempts to end.
    let ends = Mailbox<Bool>(capacity: 1, overflow: .dropOldest)
    let nodesSeen = Atomic<UInt64>(0)
    let state: Mutex<State>

    init(
        _ gateway: GatewayConfiguration,
        ledger: any Ledger,
        leadership: Leadership,
        workers: [any TaskWorker],
        events: EventHub,
        router: Router,
        agents: [AgentID],
        wake: Mailbox<Bool>
    ) {
        let configuration = gateway.tasks
        self.configuration = configuration
        self.ledger = configuration.isDurable ? ledger : InMemoryLedger(maximumOpen: configuration.maximumOpen + 64)
        self.leadership = leadership
        self.clock = gateway.clock
        self.wallClock = gateway.wallClock
        self.identifiers = gateway.identifiers
        self.events = events
        self.metrics = TaskMetrics(gateway.metrics)
        self.logger = gateway.logger.component("tasks")
        self.router = router
        self.agents = Set(agents)
        self.uptime = Stopwatch(gateway.clock)
        self.wake = wake
        var state = State(book: TaskBook(configuration))
        state.book.scheduler.isPaused = true
        _ = state.book.scheduler.add(
            WorkerOffer(id: WorkerOffer.agents, offers: [WorkerOffer.agents], capacity: configuration.concurrency + 1),
            now: 0
        )
        self.state = Mutex(state)
        for worker in workers { self.add(worker) }
        gateway.metrics.gauge("openclaw_tasks_queued", help: "Tasks that wait.") { [weak self] in
            Double(self?.counts.queued ?? 0)
        }
        gateway.metrics.gauge("openclaw_tasks_running", help: "Tasks that are being done.") { [weak self] in
            Double(self?.counts.running ?? 0)
        }
    }

    /// The epoch under which tasks are recorded.
    var epoch: Epoch { self.leadership.epoch }

    /// The time the scheduler goes by, in milliseconds.
    var elapsed: Int64 { self.uptime.elapsed.wholeMilliseconds }

    /// Changes what is known and wakes the driver.
    func change<Value: Sendable>(_ body: (inout State, Int64, Timestamp) -> Value) -> Value {
        let (now, time) = (self.elapsed, self.wallClock.now())
        let value = self.state.withLock { body(&$0, now, time) }
        self.wake.offer(true)
        return value
    }

    // MARK: Looking

    /// How many tasks wait and how many run.
    public var counts: (queued: Int, running: Int) { self.state.withLock { $0.book.counts } }

    /// A task as it stands; `nil` when there is none of this name, or it ended long ago.
    public func task(_ id: String) -> TaskSnapshot? {
        let now = self.elapsed
        return self.state.withLock { $0.book.task(id, now: now) }
    }

    /// Tasks that fit, the newest first, at most `limit`.
    public func tasks(_ filter: TaskFilter = TaskFilter(), limit: Int = 100) -> [TaskSnapshot] {
        self.page(filter, cursor: nil, limit: limit)
    }

    /// A page of tasks: those older than the last one of the page before.
    package func page(_ filter: TaskFilter, cursor: UInt64?, limit: Int) -> [TaskSnapshot] {
        let now = self.elapsed
        return self.state.withLock { $0.book.tasks(filter, before: cursor, limit: max(0, limit), now: now) }
    }

    /// Where the page behind a task begins.
    package static func cursor(behind task: TaskSnapshot) -> UInt64 { task.ordinal }

    /// Waits for the end of a task.
    /// - Returns: the task as it ended; `nil` when there is none of this name, the caller's task was cancelled, or the gateway stops.
    public func wait(for id: String) async -> TaskSnapshot? {
        let box = Mailbox<TaskSnapshot>(capacity: 1)
        let now = self.elapsed
        let known = self.state.withLock { state -> TaskSnapshot?? in
            guard let task = state.book.task(id, now: now) else { return .some(nil) }
            if task.status.isEnd { return task }
            guard !state.isClosed, state.waiters.count < Self.maximumWaiters, state.waiters[id]?.count ?? 0 < 256 else { return .some(nil) }
            state.waiters[id, default: []].append(box)
            return nil
        }
        if let known { return known }
        let end = await box.next()
        if end == nil {
            self.state.withLock { state in
                state.waiters[id]?.removeAll { $0 === box }
                if state.waiters[id]?.isEmpty == true { state.waiters[id] = nil }
            }
        }
        return end
    }

    /// Ends a task that has not ended; whoever is at it is told to stop.
    /// - Returns: the task as it stands now, and whether this call ended it; `nil` when there is none of this name.
    public func cancel(_ id: String, reason: String = "cancelled") async -> (task: TaskSnapshot, isCancelled: Bool)? {
        guard let before = self.task(id) else { return nil }
        guard !before.status.isEnd else { return (before, false) }
        let isTaken = self.change { state, now, time -> Bool in
            do throws(TaskSchedulerError) {
                state.book.take(try state.book.scheduler.cancel(id, reason: reason, now: now), at: time)
                return true
            } catch {
                return false  // It has just ended by itself.
            }
        }
        let after = await self.wait(for: id) ?? self.task(id) ?? before
        return (after, isTaken && after.status == .cancelled)
    }

    // MARK: Workers

    /// Adds a worker of this process, or replaces the one of the same name.
    public func add(_ worker: any TaskWorker) {
        self.change { state, now, time in
            let descriptor = worker.descriptor
            state.workers[descriptor.id] = worker
            state.book.take(state.book.scheduler.add(WorkerOffer(descriptor), now: now), at: time)
        }
    }

    /// Removes a worker; what it does is given to others, as the tasks' policies say.
    public func removeWorker(_ id: String) {
        self.change { state, now, time in
            guard let worker = state.workers.removeValue(forKey: id) else { return }
            state.book.take(state.book.scheduler.removeWorker(WorkerOffer(worker.descriptor).id, now: now), at: time)
        }
    }
}
