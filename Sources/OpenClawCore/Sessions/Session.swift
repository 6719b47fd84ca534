// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A session as it was loaded: its record and a window of its entries, oldest first.
public struct Session: Sendable, Hashable {
    /// What the index knows.
    public var record: SessionRecord
    /// The entries of the window, oldest first.
    public var entries: [SessionEntry]
    /// Whether older entries exist before the window.
    public var hasMore: Bool

    /// Makes a session.
    public init(record: SessionRecord, entries: [SessionEntry], hasMore: Bool = false) {
        self.record = record
        self.entries = entries
        self.hasMore = hasMore
    }
}
