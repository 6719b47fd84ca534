// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which sessions to list, newest first.
public struct SessionQuery: Sendable, Hashable {
    /// How many at most.
    public var limit: Int
    /// How many of the newest to skip.
    public var offset: Int
    /// Only sessions of this agent.
    public var agentID: AgentID?
    /// Only sessions whose key, label or title contains these words, without regard to ASCII case.
    public var search: String?
    /// Only sessions with exactly this label.
    public var label: String?
    /// Only sessions that changed at or after this moment.
    public var updatedSince: Timestamp?
    /// `true`: only archived sessions, `false`: only active ones, `nil`: both.
    public var archived: Bool?

    /// Makes a query; by default the newest 100 of the active sessions.
    public init(
        limit: Int = 100,
        offset: Int = 0,
        agentID: AgentID? = nil,
        search: String? = nil,
        label: String? = nil,
        updatedSince: Timestamp? = nil,
        archived: Bool? = false
    ) {
        self.limit = limit
        self.offset = offset
        self.agentID = agentID
        self.search = search
        self.label = label
        self.updatedSince = updatedSince
        self.archived = archived
    }
}
