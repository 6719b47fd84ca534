// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a task is tried again.
public struct TaskRetryPolicy: Sendable, Hashable {
    /// What becomes of a task when whoever did it has gone: the gateway was killed, the node has disappeared. Nobody knows how far it came.
    public enum Loss: String, Sendable, Hashable, CaseIterable {
        /// It is begun again, up to three times: it is done at least once.
        case again
        /// It ends as lost: it is begun at most once.
        case report
    }

    /// How often it is tried in all when attempts fail, 1 to 100.
    public var maximumAttempts: Int
    /// The wait before the second attempt; doubled for each one after that, up to an hour.
    public var delay: Duration
    /// What becomes of it when whoever did it has gone.
    public var onLoss: Loss

    /// How often a lost task is begun again.
    static let maximumLosses = 3

    /// Makes a policy.
    public init(maximumAttempts: Int = 1, delay: Duration = .seconds(1), onLoss: Loss = .again) {
        self.maximumAttempts = min(100, max(1, maximumAttempts))
        self.delay = max(.zero, delay)
        self.onLoss = onLoss
    }

    /// The policy as clients write it.
    var json: JSONValue {
        [
            "attempts": JSONValue(self.maximumAttempts), "delayMs": .int(self.delay.wholeMilliseconds),
            "onLoss": .string(self.onLoss.rawValue),
        ]
    }
}
