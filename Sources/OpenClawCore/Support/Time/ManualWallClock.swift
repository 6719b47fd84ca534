// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A wall clock which stands still until it is moved, for tests and simulations.
public final class ManualWallClock: WallClock {
    private let current: Atomic<Int64>

    /// Creates a clock which shows `start`.
    public init(_ start: Timestamp = Timestamp(milliseconds: 1_750_000_000_000)) {
        self.current = Atomic(start.milliseconds)
    }

    /// The time it was set to.
    public func now() -> Timestamp {
        Timestamp(milliseconds: current.load(ordering: .acquiring))
    }

    /// Moves the clock by `duration`, which may be negative.
    public func advance(by duration: Duration) {
        current.add(duration.wholeMilliseconds, ordering: .acquiringAndReleasing)
    }

    /// Sets the clock.
    public func set(_ time: Timestamp) {
        current.store(time.milliseconds, ordering: .releasing)
    }
}
