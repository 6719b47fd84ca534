// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One line of a session's transcript.
public struct SessionEntry: Sendable, Hashable {
    /// The entry's identifier, unique in its session.
    public var id: String
    /// The entry this one follows; `nil` for the first.
    public var parentID: String?
    /// When it was written.
    public var timestamp: Timestamp
    /// What it holds.
    public var kind: Kind

    /// What an entry holds.
    public enum Kind: Sendable, Hashable {
        /// Something said.
        case message(ChatMessage)
        /// A summary that stands for everything before `firstKeptEntryID`.
        case compaction(summary: String, firstKeptEntryID: String?, tokensBefore: Int)
        /// An entry of another kind, kept as it was read; `type` is its kind in the transcript.
        case other(type: String, fields: JSONObject)
    }

    /// Makes an entry.
    public init(id: String, parentID: String? = nil, timestamp: Timestamp, kind: Kind) {
        self.id = id
        self.parentID = parentID
        self.timestamp = timestamp
        self.kind = kind
    }

    /// Whether it is a message of a person or program, or an answer to one: what keeps a conversation fresh (PROTOCOL 7.4).
    var isInteraction: Bool {
        guard case .message(let message) = self.kind else { return false }
        return message.extra.isEmpty || message.extra[Provenance.key]?["kind"] != .string(Provenance.internalSystem)
    }

    /// The message of a message entry, `nil` for others.
    public var message: ChatMessage? {
        if case .message(let message) = self.kind { return message }
        return nil
    }
}
