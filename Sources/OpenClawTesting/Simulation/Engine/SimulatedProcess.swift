// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A program that runs in a simulated world: with clocks, files and an executor of its own. It can pause and die at any step.
///
/// What is dead has no effects any more: its files refuse everything from that instant, and the network takes nothing from it. Its tasks
/// are cancelled and run on only to let go of what they hold.
final class SimulatedProcess: Sendable {
    private struct State {
        var isAlive = true
        var hasEnded = false
        var isPaused = false
        /// The time of the world that the process's clocks show.
        var clockAt: Int64
        var stop: CheckedContinuation<Void, Never>?
        var isStopping = false
        var terminate: (@Sendable () -> Void)?
        var whenEnded: (@Sendable () -> Void)?
    }

    let name: String
    let index: Int
    let executor = SimulatedExecutor()
    let clock = ManualClock()
    let wallClock: ManualWallClock
    let files: SimulatedFiles
    private let main: @Sendable (SimulatedProcess) async -> Void
    private let state: Mutex<State>

    init(
        name: String,
        index: Int,
        now: Int64,
        wallClock start: Timestamp,
        files: SimulatedFiles,
        main: @escaping @Sendable (SimulatedProcess) async -> Void
    ) {
        self.name = name
        self.index = index
        self.wallClock = ManualWallClock(start)
        self.files = files
        self.main = main
        self.state = Mutex(State(clockAt: now))
        files.whenStopped { [weak self] in self?.crash() }
    }

    /// Whether it may still have effects.
    var isAlive: Bool { self.state.withLock { $0.isAlive } }
    /// Whether everything it ran has ended.
    var hasEnded: Bool { self.state.withLock { $0.hasEnded } }
    var isPaused: Bool { self.state.withLock { $0.isPaused } }

    /// Dies at once.
    func crash() {
        guard self.state.withLock({ state -> Bool in
            defer { state.isAlive = false }
            return state.isAlive
        }) else { return }
        self.files.stop()
        self.stop()
    }

    /// Asks politely, as a signal would; what that means the program has said with ``onTerminate(_:)``.
    func terminate() {
        let ask = self.state.withLock { $0.terminate }
        if let ask { ask() } else { self.stop() }
    }

    /// Says what a polite request to end does.
    func onTerminate(_ ask: @escaping @Sendable () -> Void) { self.state.withLock { $0.terminate = ask } }

    /// Called when everything has ended, for whatever reason.
    func whenEnded(_ body: @escaping @Sendable () -> Void) { self.state.withLock { $0.whenEnded = body } }

    func pause(_ isPaused: Bool) { self.state.withLock { $0.isPaused = isPaused } }

    private func stop() {
        let waiting = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isStopping = true
            state.isPaused = false
            defer { state.stop = nil }
            return state.stop
        }
        waiting?.resume()
    }

    // MARK: Running

    /// The life of the process, as one task on its executor.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.main(self) }
            group.addTask { await self.waitForStop() }
            await group.next()
            group.cancelAll()
            self.stop()
        }
        let body = self.state.withLock { state -> (@Sendable () -> Void)? in
            state.hasEnded = true
            state.isAlive = false
            state.terminate = nil
            defer { state.whenEnded = nil }
            return state.whenEnded
        }
        self.files.stop()
        body?()
    }

    private func waitForStop() async {
        await withCheckedContinuation { continuation in
            let isStopping = self.state.withLock { state -> Bool in
                if !state.isStopping { state.stop = continuation }
                return state.isStopping
            }
            if isStopping { continuation.resume() }
        }
    }

    // MARK: Time

    /// When the first of its sleepers wakes, in the time of the world; `nil` while it is paused or nobody sleeps.
    var nextWake: Int64? {
        let (isAwake, clockAt) = self.state.withLock { (!$0.isPaused && !$0.hasEnded, $0.clockAt) }
        guard isAwake, let wait = self.clock.timeToNextWake else { return nil }
        return clockAt + max(0, Self.roundedUp(wait))
    }

    /// Lets its clocks catch up with the world.
    func advance(to now: Int64) {
        let missing = self.state.withLock { state -> Int64 in
            guard !state.isPaused, !state.hasEnded else { return 0 }
            defer { state.clockAt = max(state.clockAt, now) }
            return now - state.clockAt
        }
        guard missing > 0 else { return }
        self.wallClock.advance(by: .milliseconds(missing))
        self.clock.advance(by: .milliseconds(missing))
    }

    private static func roundedUp(_ duration: Duration) -> Int64 {
        let whole = duration.wholeMilliseconds
        return .milliseconds(whole) < duration ? whole + 1 : whole
    }
}
