// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Some of the sessions of a store, in an order of the store's own.
public struct SessionUsagePage: Sendable, Hashable {
    /// The sessions, active and archived ones.
    public var sessions: [SessionUsage]
    /// Where the next page begins; `nil` after the last one.
    public var next: Int?

    /// Makes a page.
    public init(sessions: [SessionUsage], next: Int?) {
        self.sessions = sessions
        self.next = next
    }
}
