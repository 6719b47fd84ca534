// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Sends the words of running turns to those who listen: at once for the first, then at most once per interval and run. And has messages
/// written which were kept back for answers that come at once.
///
/// It runs as a task of its own, so that words which are followed at once by the end of the turn are sent only with the end.
final class DeltaFlusher: Sendable {
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let wallClock: any WallClock
    private let dirty = Mailbox<ActiveRun>(capacity: 16_384, overflow: .reject)

    init(interval: Duration, clock: any Clock<Duration>, wallClock: any WallClock) {
        self.interval = interval
        self.clock = clock
        self.wallClock = wallClock
    }

    /// Notes that a run has words to send, or a message to write; `false` when there is no room for more.
    func schedule(_ run: ActiveRun) -> Bool {
        if case .accepted = self.dirty.offer(run) { true } else { false }
    }

    /// Sends words and calls `write` for the runs whose message is kept back, until the task is cancelled.
    func run(write: @escaping @Sendable (ActiveRun) async -> Void) async {
        await withDiscardingTaskGroup { group in
            while let batch = await self.dirty.drain(max: 256) {
                // Lets turns that are about to end get there first: their words then leave with the final event only.
                await Task.yield()
                await Task.yield()
                let now = self.wallClock.now()
                for run in batch {
                    if run.isHolding { group.addTask { await write(run) } }
                    guard run.hasPendingWords else { continue }
                    let delay = run.flushDelay(now: now.milliseconds, interval: self.interval.wholeMilliseconds)
                    if delay <= 0 {
                        run.flush(now: now)
                    } else {
                        group.addTask {
                            do {
                                try await self.clock.sleep(for: .milliseconds(delay))
                            } catch {
                                return
                            }
                            run.flush(now: self.wallClock.now())
                        }
                    }
                }
            }
            group.cancelAll()
        }
    }
}
