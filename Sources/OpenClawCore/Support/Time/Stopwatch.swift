// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The time since its making, by any clock.
package struct Stopwatch: Sendable {
    private let read: @Sendable () -> Duration

    /// Starts to measure.
    package init(_ clock: any Clock<Duration>) {
        self.read = Self.reader(of: clock)
    }

    /// The time since the stopwatch was made.
    package var elapsed: Duration { self.read() }

    private static func reader(of clock: some Clock<Duration>) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
