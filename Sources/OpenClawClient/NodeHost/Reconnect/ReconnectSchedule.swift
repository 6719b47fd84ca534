// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a node connects again. A value without a clock: what happened comes in, how long to wait comes out.
struct ReconnectSchedule: Sendable {
    private let policy: ReconnectPolicy?
    private var backoff: ReconnectBackoff?
    private var last = Duration.zero

    /// Makes a schedule; without a policy there is no second attempt.
    init(_ policy: ReconnectPolicy?) {
        self.policy = policy
        self.backoff = policy.map { ReconnectBackoff($0) }
    }

    /// How many waits there were since the last connection that lasted.
    var attempts: Int { self.backoff?.attempts ?? 0 }

    /// A connection was lost that had lasted so long. One that lasted longer than the wait before it counts as a fresh start; otherwise
    /// a gateway that drops everybody at once would be called without pause.
    mutating func lost(after lifetime: Duration) {
        guard let policy, lifetime >= max(policy.initialDelay, self.last) else { return }
        self.backoff = ReconnectBackoff(policy)
        self.last = .zero
    }

    /// How long to wait before the next attempt; `nil` when there is none.
    /// - Parameters:
    ///   - random: 64 random bits.
    ///   - minimum: The wait the gateway asked for.
    mutating func next(random: UInt64, atLeast minimum: Duration = .zero) -> Duration? {
        guard let delay = self.backoff?.next(random: random, atLeast: minimum) else { return nil }
        self.last = delay
        return delay
    }
}
