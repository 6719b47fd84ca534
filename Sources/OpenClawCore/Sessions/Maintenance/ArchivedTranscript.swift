// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A transcript that no session has any more: one that a reset, a deletion or a repair has put aside.
public struct ArchivedTranscript: Sendable, Hashable {
    /// The folder of the agent it belongs to.
    public var folder: String
    /// Its name there, for instance `<id>.jsonl.reset.<time>`.
    public var name: String
    /// How many bytes it has.
    public var byteCount: Int
    /// When it was put aside.
    public var archivedAt: Timestamp

    /// Makes a transcript that was put aside.
    public init(folder: String, name: String, byteCount: Int, archivedAt: Timestamp) {
        self.folder = folder
        self.name = name
        self.byteCount = byteCount
        self.archivedAt = archivedAt
    }
}
