// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How long a client waits before it connects again.
public struct ReconnectPolicy: Sendable, Hashable {
    /// The wait before the first attempt.
    public var initialDelay: Duration
    /// The longest wait.
    public var maximumDelay: Duration
    /// By how much each wait is longer than the one before, 1 or more.
    public var multiplier: Double
    /// The part of a wait, from 0 to 1, of which a random share is left out, so that clients of a gateway that was restarted do not
    /// all come back in the same moment.
    public var jitter: Double
    /// How many attempts in a row may fail; `nil` tries for ever.
    public var maximumAttempts: Int?

    /// Makes a policy; by default 1 s, doubling up to 60 s, for ever.
    public init(
        initialDelay: Duration = .seconds(1),
        maximumDelay: Duration = .seconds(60),
        multiplier: Double = 2,
        jitter: Double = 0.25,
        maximumAttempts: Int? = nil
    ) {
        self.initialDelay = max(.zero, initialDelay)
        self.maximumDelay = max(self.initialDelay, maximumDelay)
        self.multiplier = multiplier >= 1 ? multiplier : 1
        self.jitter = min(1, max(0, jitter))
        self.maximumAttempts = maximumAttempts
    }
}
