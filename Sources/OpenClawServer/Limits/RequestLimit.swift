// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How many requests an address may make (`security.rateLimit`).
public struct RequestLimit: Sendable, Hashable {
    /// How many requests within the window.
    public var maximumRequests: Int
    /// The window.
    public var window: Duration

    /// Makes a limit.
    public init(maximumRequests: Int = 600, window: Duration = .seconds(60)) {
        self.maximumRequests = max(1, maximumRequests)
        self.window = window
    }
}
