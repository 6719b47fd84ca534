// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension EventLoop {
    /// Sleeps for `duration` on a timer of the loop. May be called by any task.
    /// - Throws: `CancellationError` if the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await sleep(untilNanoseconds: MonotonicTime.nanoseconds() &+ MonotonicTime.nanoseconds(duration))
    }

    func sleep(untilNanoseconds deadline: UInt64) async throws {
        let sleeper = LoopSleeper(loop: self)
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
                if inLoop {
                    sleeper.start(continuation, until: deadline)
                } else {
                    execute { sleeper.start(continuation, until: deadline) }
                }
            }
        } onCancel: {
            execute { sleeper.cancel() }
        }
    }
}

/// A suspended sleep; it lives on the loop.
private final class LoopSleeper: LoopObject, @unchecked Sendable {
    private var continuation: UnsafeContinuation<Void, any Error>?
    private var isCancelled = false

    func start(_ continuation: UnsafeContinuation<Void, any Error>, until deadline: UInt64) {
        if isCancelled {
            continuation.resume(throwing: CancellationError())
            return
        }
        self.continuation = continuation
        loop.setTimer(self, at: deadline)
    }

    func cancel() {
        isCancelled = true
        loop.clearTimer(self)
        let waiting = continuation
        continuation = nil
        waiting?.resume(throwing: CancellationError())
    }

    override func timerFired() {
        let waiting = continuation
        continuation = nil
        waiting?.resume()
    }

    override func loopStopped() {
        cancel()
    }
}
