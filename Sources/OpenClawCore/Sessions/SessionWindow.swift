// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which part of a transcript to load: the newest entries, after skipping some.
public struct SessionWindow: Sendable, Hashable {
    /// How many entries at most.
    public var limit: Int
    /// How many of the newest entries to skip.
    public var offset: Int
    /// How many bytes of transcript at most; the newest entries win.
    public var maximumBytes: Int

    /// Makes a window; by default the newest 200 entries, 6 MiB at most.
    public init(limit: Int = 200, offset: Int = 0, maximumBytes: Int = 6 << 20) {
        self.limit = limit
        self.offset = offset
        self.maximumBytes = maximumBytes
    }

    /// No entries, only the session's record.
    public static let recordOnly = SessionWindow(limit: 0)
}
