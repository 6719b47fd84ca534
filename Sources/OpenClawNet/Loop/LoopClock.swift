// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A clock whose sleeps are timers of an event loop.
///
/// A task which runs on the loop sleeps without leaving its thread; `Task.sleep` would wake it up from another one.
public struct LoopClock: Clock {
    /// A point on the monotonic clock.
    public struct Instant: InstantProtocol {
        /// Nanoseconds since the clock's start, which is not specified.
        public var nanoseconds: UInt64

        /// The point `duration` later.
        public func advanced(by duration: Duration) -> Instant {
            duration < .zero
                ? Instant(nanoseconds: nanoseconds &- min(nanoseconds, MonotonicTime.nanoseconds(.zero - duration)))
                : Instant(nanoseconds: nanoseconds &+ MonotonicTime.nanoseconds(duration))
        }

        /// The time from here to `other`.
        public func duration(to other: Instant) -> Duration {
            .nanoseconds(Int64(other.nanoseconds) - Int64(nanoseconds))
        }

        /// Orders by time.
        public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.nanoseconds < rhs.nanoseconds }
    }

    /// The loop which keeps the timers.
    public let loop: EventLoop

    /// Makes a clock of `loop`.
    public init(loop: EventLoop) {
        self.loop = loop
    }

    /// The present.
    public var now: Instant { Instant(nanoseconds: MonotonicTime.nanoseconds()) }

    /// One nanosecond; sleeps are rounded up to the selector's millisecond.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Sleeps until `deadline`. The tolerance is not used.
    /// - Throws: `CancellationError` if the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await loop.sleep(untilNanoseconds: deadline.nanoseconds)
    }
}
