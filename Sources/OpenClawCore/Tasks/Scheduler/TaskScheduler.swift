// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides which task runs where and when. A value: tasks, workers, ends and the time go in, actions come out.
///
/// A ready task's rank is the time it became ready, minus what its priority is worth: with ageing of one minute, `human` overtakes
/// `background` by two minutes and `control` by three, so nothing waits longer than those in front of it for ever. What others depend on is
/// as urgent as the most urgent of them. Tasks with the same needs stand in one line; of a session only one task stands in line or runs, so
/// a busy session never blocks another.
struct TaskScheduler: Sendable {
    struct Limits: Sendable, Hashable {
        var tasks = 20_000
        var dependencies = 64
        /// Different sets of needs among waiting tasks.
        var lines = 256
        /// Ended tasks that are remembered.
        var remembered = 20_000
        /// Places of each worker that only `control` gets; one with a single place gives it to anybody.
        var reserved = 1
        /// How much waiting makes up for one step of priority, in milliseconds.
        var ageing: Int64 = 60_000
        /// How long a worker may take to stop an attempt, in milliseconds.
        var stopGrace: Int64 = 10_000
        /// After how long an attempt is reported as long, in milliseconds; 0 never does.
        var longAttempt: Int64 = 0
    }

    enum Phase: Sendable, Hashable {
        /// For so many tasks it depends on; one more while it is held.
        case blocked(Int)
        /// In line, or behind another one of its session.
        case ready
        /// For its next attempt.
        case resting
        case running(worker: String)
        /// Ended for everybody else; the worker has not let go yet.
        case stopping(worker: String)
    }

    struct Entry: Sendable {
        var task: TaskDescription
        var phase: Phase
        var order: UInt64
        var readySince: Int64 = 0
        /// Its priority, or a higher one of a task that waits for it: nothing urgent waits behind what is not.
        var urgency = TaskPriority.background
        /// Whether its attempt took one of the places that are kept for `control`.
        var usesControlPlace = false
        var attempt = 0
        var failures = 0
        var losses = 0
        var progress: Double = 0
        /// Whether it waits for ``TaskScheduler/admit(_:now:)``.
        var isHeld = false
        /// Why it will end as soon as it is admitted.
        var doom: String?
        /// When its next attempt begins, while it rests.
        var retryAt: Int64 = 0
        var dependents: [(id: String, policy: TaskDependency.FailurePolicy)] = []
    }

    /// A place in a line; smaller is sooner.
    struct Place: Sendable, Comparable {
        var rank: Int64
        var order: UInt64
        var id: String
        static func < (left: Place, right: Place) -> Bool { (left.rank, left.order) < (right.rank, right.order) }
    }

    /// Something that happens by itself.
    struct Alarm: Sendable, Comparable {
        enum Kind: Sendable, Hashable {
            case queueTimeout, deadline, retry, hang, long
        }

        var time: Int64
        var id: String
        var order: UInt64
        var attempt: Int
        var kind: Kind
        static func < (left: Alarm, right: Alarm) -> Bool { (left.time, left.order) < (right.time, right.order) }
    }

    struct Line: Sendable {
        var normal = BinaryHeap<Place>()
        var control = BinaryHeap<Place>()
    }

    /// The tasks of a session: one stands in line or runs, the others wait here.
    struct Session: Sendable {
        var holder: String?
        var waiting = BinaryHeap<Place>()
    }

    let limits: Limits
    var entries: [String: Entry] = [:]
    var workers: [String: WorkerOffer] = [:]
    var load: [String: Int] = [:]
    /// Of the load, what is not `control`.
    var normalLoad: [String: Int] = [:]
    var lines: [Set<String>: Line] = [:]
    var sessions: [SessionKey: Session] = [:]
    var alarms = BinaryHeap<Alarm>()
    var ended: [String: Bool] = [:]
    var endedOrder: [String] = []
    var endedStart = 0
    var nextOrder: UInt64 = 0
    /// How many stand in line or behind another one of their session.
    var readyCount = 0
    /// How many attempts run; those that are to stop do not count.
    var runningCount = 0
    /// While it is set nothing begins.
    var isPaused = false

    init(limits: Limits = Limits()) { self.limits = limits }

    /// When ``tick(now:)`` is needed next, if nothing else happens.
    var nextAlarm: Int64? { self.alarms.first?.time }
}
