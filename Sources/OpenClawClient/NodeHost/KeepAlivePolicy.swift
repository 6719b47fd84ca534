// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a node finds out that its connection is dead although nobody said so.
public struct KeepAlivePolicy: Sendable, Hashable {
    /// Whether it asks at all.
    public var isEnabled: Bool
    /// The time between two questions.
    public var interval: Duration
    /// How long an answer may take.
    public var timeout: Duration

    /// Makes a policy.
    public init(isEnabled: Bool = true, interval: Duration = .seconds(30), timeout: Duration = .seconds(10)) {
        self.isEnabled = isEnabled
        self.interval = interval
        self.timeout = timeout
    }
}
