// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One page of a list of sessions.
public struct SessionPage: Sendable, Hashable {
    /// The records, newest first.
    public var records: [SessionRecord]
    /// How many sessions match in all.
    public var totalCount: Int

    /// Makes a page.
    public init(records: [SessionRecord], totalCount: Int) {
        self.records = records
        self.totalCount = totalCount
    }
}
