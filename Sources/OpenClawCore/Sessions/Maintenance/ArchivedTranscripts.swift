// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The transcripts that no session has any more: how many, how large, and the oldest of them.
public struct ArchivedTranscripts: Sendable, Hashable {
    /// How many there are.
    public var count: Int
    /// How many bytes they have together.
    public var byteCount: Int
    /// The oldest, as many as were asked for, the oldest first.
    public var oldest: [ArchivedTranscript]

    /// Makes a list.
    public init(count: Int = 0, byteCount: Int = 0, oldest: [ArchivedTranscript] = []) {
        self.count = count
        self.byteCount = byteCount
        self.oldest = oldest
    }
}
