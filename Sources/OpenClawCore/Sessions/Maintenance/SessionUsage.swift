// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What maintenance needs to know of a session: its size, when it changed and whether it is out of the active set.
///
/// It also says which state of the session was looked at: ``SessionStore/archive(_:at:epoch:)`` and
/// ``SessionStore/discard(_:epoch:)-(SessionUsage,_)`` leave one alone that has changed since.
public struct SessionUsage: Sendable, Hashable {
    /// The session's key.
    public var key: SessionKey
    /// The identifier of its transcript.
    public var sessionID: String
    /// How many entries the transcript has.
    public var version: SessionVersion
    /// When the session last changed.
    public var updatedAt: Timestamp
    /// How many bytes the transcript has; 0 where the store does not know.
    public var byteCount: Int
    /// Whether the session is out of the active set.
    public var isArchived: Bool
    /// When it left the active set; `nil` when that was not written down.
    public var archivedAt: Timestamp?
    /// Whether somebody wants it kept.
    public var isPinned: Bool

    /// Makes the usage of a session.
    public init(
        key: SessionKey,
        sessionID: String,
        version: SessionVersion,
        updatedAt: Timestamp,
        byteCount: Int = 0,
        isArchived: Bool = false,
        archivedAt: Timestamp? = nil,
        isPinned: Bool = false
    ) {
        self.key = key
        self.sessionID = sessionID
        self.version = version
        self.updatedAt = updatedAt
        self.byteCount = byteCount
        self.isArchived = isArchived
        self.archivedAt = archivedAt
        self.isPinned = isPinned
    }

    /// What a record says of it.
    public init(_ record: SessionRecord, byteCount: Int) {
        self.init(
            key: record.key,
            sessionID: record.sessionID,
            version: record.version,
            updatedAt: record.updatedAt,
            byteCount: byteCount,
            isArchived: record.isArchived,
            archivedAt: record.isArchived ? record.attributes["archivedAt"]?.intValue.map { Timestamp(milliseconds: $0) } : nil,
            isPinned: record.attributes["pinned"]?.boolValue ?? false
        )
    }

    /// Whether a session is still in the state that was looked at.
    public func isStill(_ record: SessionRecord) -> Bool {
        record.key == self.key && record.sessionID == self.sessionID && record.version == self.version
            && record.updatedAt == self.updatedAt && record.isArchived == self.isArchived
    }

    /// Since when nothing has happened to the session, leaving the active set included.
    public var restingSince: Timestamp { max(self.updatedAt, self.archivedAt ?? self.updatedAt) }

    /// The properties of a session that leaves the active set.
    static func archiving(at time: Timestamp) -> JSONObject { ["archived": true, "archivedAt": .int(time.milliseconds)] }

    /// What takes it back.
    static let restoring: JSONObject = ["archived": .null, "archivedAt": .null]
}
