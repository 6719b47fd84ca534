// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How often and how soon a request that failed before the answer began is sent again.
public struct ModelRetryPolicy: Sendable, Hashable {
    /// How many requests one turn may send to one model, the first included.
    public var attempts: Int
    /// The wait before the second request; it doubles from one to the next.
    public var initialDelay: Duration
    /// The longest wait. A provider that asks for more is not waited for: the next model has its turn, or the turn fails.
    public var maximumDelay: Duration

    /// Makes a policy; by default 3 requests, 0.5 to 20 seconds apart.
    public init(attempts: Int = 3, initialDelay: Duration = .milliseconds(500), maximumDelay: Duration = .seconds(20)) {
        self.attempts = max(1, attempts)
        self.initialDelay = initialDelay
        self.maximumDelay = maximumDelay
    }

    /// Every model gets one request.
    public static let never = ModelRetryPolicy(attempts: 1)

    /// The wait after `failures` failures in a row: half of it is fixed, half is random, so that many turns do not return at once.
    ///
    /// - Parameter random: 0 up to but not including 1.
    func delay(failures: Int, random: Double) -> Duration {
        let doubled = self.initialDelay * (1 << min(max(failures - 1, 0), 16))
        let longest = min(doubled, self.maximumDelay)
        return longest / 2 + longest / 2 * random
    }
}
