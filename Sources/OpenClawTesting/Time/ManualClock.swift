// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A clock that stands still until a test moves it.
///
/// ```swift
/// let clock = ManualClock()
/// async let woke: Void = clock.sleep(for: .seconds(30))
/// await clock.waitForSleepers(1)            // now the task really sleeps
/// clock.advance(by: .seconds(30))
/// try await woke
/// ```
public final class ManualClock: Clock {
    /// A moment of the clock, counted from its beginning.
    public struct Instant: InstantProtocol {
        /// The time since the clock's beginning.
        public var offset: Swift.Duration

        /// Makes a moment.
        public init(offset: Swift.Duration = .zero) { self.offset = offset }

        /// The moment so much later.
        public func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: self.offset + duration) }

        /// The time from this moment to another.
        public func duration(to other: Instant) -> Swift.Duration { other.offset - self.offset }

        /// Orders by time.
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var deadline: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant()
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeSatisfiedWatchers() -> [CheckedContinuation<Void, Never>] {
            let count = self.sleepers.count
            let satisfied = self.watchers.filter { $0.count <= count }
            self.watchers.removeAll { $0.count <= count }
            return satisfied.map(\.continuation)
        }
    }

    private let state = Mutex(State())

    /// Makes a clock at its beginning.
    public init() {}

    /// The current moment.
    public var now: Instant { self.state.withLock { $0.now } }

    /// The smallest step, one nanosecond.
    public var minimumResolution: Swift.Duration { .nanoseconds(1) }

    /// How many tasks sleep on the clock.
    public var sleeperCount: Int { self.state.withLock { $0.sleepers.count } }

    /// How long until the first sleeper wakes, or `nil` when nobody sleeps.
    public var timeToNextWake: Swift.Duration? {
        self.state.withLock { state in
            state.sleepers.values.map(\.deadline).min().map { state.now.duration(to: $0) }
        }
    }

    /// Moves the clock and wakes everybody whose time has come, in the order of their deadlines.
    public func advance(by duration: Swift.Duration) {
        precondition(duration >= .zero, "a clock does not go backwards")
        let due = self.state.withLock { state -> [Sleeper] in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value)
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until at least so many tasks sleep on the clock.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isSatisfied = self.state.withLock { state -> Bool in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isSatisfied { continuation.resume() }
        }
    }

    /// Sleeps until the clock is moved to the deadline or the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Swift.Duration? = nil) async throws {
        let id = self.state.withLock { state -> Int in
            defer { state.nextID += 1 }
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                enum Step {
                    case cancelled
                    case due
                    case asleep([CheckedContinuation<Void, Never>])
                }
                let step = self.state.withLock { state -> Step in
                    if state.cancelled.remove(id) != nil || Task.isCancelled { return .cancelled }
                    if deadline <= state.now { return .due }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return .asleep(state.takeSatisfiedWatchers())
                }
                switch step {
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .due: continuation.resume()
                case .asleep(let watchers): for watcher in watchers { watcher.resume() }
                }
            }
        } onCancel: {
            let sleeper = self.state.withLock { state -> Sleeper? in
                if let sleeper = state.sleepers.removeValue(forKey: id) { return sleeper }
                state.cancelled.insert(id)
                return nil
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
        self.state.withLock { _ = $0.cancelled.remove(id) }
    }
}
