// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How many wrong credentials an address may show before it has to wait (`gateway.auth.rateLimit`).
public struct FailureLimit: Sendable, Hashable {
    /// How many failures within the window.
    public var maximumAttempts: Int
    /// The window.
    public var window: Duration
    /// How long to wait after too many.
    public var lockout: Duration
    /// Whether programs on the machine itself are exempt. Web pages never are.
    public var exemptsLoopback: Bool

    /// Makes a limit.
    public init(
        maximumAttempts: Int = 10,
        window: Duration = .seconds(60),
        lockout: Duration = .seconds(300),
        exemptsLoopback: Bool = true
    ) {
        self.maximumAttempts = max(1, maximumAttempts)
        self.window = window
        self.lockout = lockout
        self.exemptsLoopback = exemptsLoopback
    }
}
