// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The waits of one series of attempts to connect.
struct ReconnectBackoff: Sendable {
    let policy: ReconnectPolicy
    /// How many waits there were.
    private(set) var attempts = 0

    init(_ policy: ReconnectPolicy) { self.policy = policy }

    /// The next wait; `nil` when the attempts are used up.
    /// - Parameters:
    ///   - random: 64 uniformly distributed bits.
    ///   - minimum: The wait the gateway asked for; it wins over a shorter one.
    mutating func next(random: UInt64, atLeast minimum: Duration = .zero) -> Duration? {
        if let maximum = self.policy.maximumAttempts, self.attempts >= maximum { return nil }
        var seconds = Self.seconds(self.policy.initialDelay)
        let limit = Self.seconds(self.policy.maximumDelay)
        var step = 0
        while step < self.attempts, seconds < limit {
            // A wait of nothing stays one; the loop ends with the attempts all the same.
            seconds *= self.policy.multiplier
            step += 1
            if self.policy.multiplier == 1 || seconds == 0 { break }
        }
        self.attempts += 1
        let share = Double(random >> 11) / Double(1 << 53)
        seconds = min(seconds, limit) * (1 - self.policy.jitter * share)
        return max(minimum, .nanoseconds(Int64(min(seconds, 1e9) * 1e9)))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
