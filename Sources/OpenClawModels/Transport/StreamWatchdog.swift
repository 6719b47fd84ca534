// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Ends the reading of a stream on which nothing comes any more.
///
/// ``run(_:)`` is a task beside the reader; the reader moves the deadline with every piece it gets.
final class StreamWatchdog: Sendable {
    private struct State {
        var deadline: Duration
        var isPaused = false
        var hasFired = false
    }

    private let clock: any Clock<Duration>
    private let stopwatch: Stopwatch
    private let state: Mutex<State>

    /// Makes a watchdog that fires after `duration`, unless the deadline is moved.
    init(clock: any Clock<Duration>, after duration: Duration) {
        self.clock = clock
        self.stopwatch = Stopwatch(clock)
        self.state = Mutex(State(deadline: duration))
    }

    /// Whether the deadline has passed.
    var hasFired: Bool { self.state.withLock { $0.hasFired } }

    /// Moves the deadline to `duration` from now; `run` notices when it wakes for the old one.
    func restart(after duration: Duration) {
        let deadline = self.stopwatch.elapsed + duration
        self.state.withLock { $0.deadline = deadline }
    }

    /// Stops the time while the reader does something else.
    func pause() { self.state.withLock { $0.isPaused = true } }

    /// Lets the time go on after ``pause()``; with `duration` from now, or else as if it had never stopped.
    func resume(after duration: Duration?) {
        let now = self.stopwatch.elapsed
        self.state.withLock { state in
            state.isPaused = false
            if let duration { state.deadline = now + duration }
        }
    }

    /// Waits for the deadline and calls `onTimeout`; returns without calling it when the task is cancelled.
    func run(checkingEvery interval: Duration, _ onTimeout: () -> Void) async {
        while true {
            let now = self.stopwatch.elapsed
            let wait = self.state.withLock { state -> Duration? in
                if state.isPaused { return interval }
                if state.deadline > now { return min(interval, state.deadline - now) }
                state.hasFired = true
                return nil
            }
            guard let wait else {
                onTimeout()
                return
            }
            do {
                try await self.clock.sleep(for: wait)
            } catch {
                return
            }
        }
    }
}
