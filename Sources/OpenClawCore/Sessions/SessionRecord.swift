// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the index knows about a session without reading its transcript.
public struct SessionRecord: Sendable, Hashable {
    /// The session's key.
    public var key: SessionKey
    /// The identifier of the current transcript; a reset gives a new one.
    public var sessionID: String
    /// When the current transcript began.
    public var createdAt: Timestamp
    /// When it last changed.
    public var updatedAt: Timestamp
    /// When the newest message came that a person or program sent, or its answer; heartbeats and scheduled jobs do not count, nor do
    /// changed properties. A store that does not tell them apart has ``updatedAt`` here.
    public var lastInteractionAt: Timestamp
    /// How many entries the current transcript has.
    public var version: SessionVersion
    /// The beginning of the first user message, at most 120 characters: a title for lists.
    public var derivedTitle: String?
    /// The beginning of the newest message, at most 240 characters.
    public var lastMessagePreview: String?
    /// The settable properties (`label`, `pinned`, `archived`, `model`, `thinkingLevel`, `sendPolicy`, `chatType`, `channel`,
    /// `lastChannel`, `lastTo` …) under the names of the protocol's `sessions.patch`.
    public var attributes: JSONObject

    /// Makes a record.
    /// - Parameter lastInteractionAt: by default `updatedAt`.
    public init(
        key: SessionKey,
        sessionID: String,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        lastInteractionAt: Timestamp? = nil,
        version: SessionVersion = .empty,
        derivedTitle: String? = nil,
        lastMessagePreview: String? = nil,
        attributes: JSONObject = [:]
    ) {
        self.key = key
        self.sessionID = sessionID
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.lastInteractionAt = lastInteractionAt ?? updatedAt
        self.version = version
        self.derivedTitle = derivedTitle
        self.lastMessagePreview = lastMessagePreview
        self.attributes = attributes
    }

    /// The label people gave the session.
    public var label: String? { self.attributes["label"]?.stringValue }

    /// Whether the session is out of the active set.
    public var isArchived: Bool { self.attributes["archived"]?.boolValue ?? false }
}
