// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which tasks somebody wants to see.
public struct TaskFilter: Sendable, Hashable {
    /// Only these; empty is all.
    public var statuses: Set<TaskStatus>
    /// Only this agent's.
    public var agentID: AgentID?
    /// Only this session's.
    public var sessionKey: SessionKey?
    /// Only this workspace's.
    public var workspace: String?
    /// Only with this priority.
    public var priority: TaskPriority?
    /// Only with this tag.
    public var tag: String?

    /// Makes a filter; without arguments it fits every task.
    public init(
        statuses: Set<TaskStatus> = [],
        agentID: AgentID? = nil,
        sessionKey: SessionKey? = nil,
        workspace: String? = nil,
        priority: TaskPriority? = nil,
        tag: String? = nil
    ) {
        self.statuses = statuses
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.workspace = workspace
        self.priority = priority
        self.tag = tag
    }

    /// Whether a task fits.
    public func fits(_ task: TaskSnapshot) -> Bool {
        (self.statuses.isEmpty || self.statuses.contains(task.status))
            && (self.agentID.map { $0 == task.agentID } ?? true) && (self.sessionKey.map { $0 == task.sessionKey } ?? true)
            && (self.workspace.map { $0 == task.request.workspace } ?? true)
            && (self.priority.map { $0 == task.request.priority } ?? true)
            && (self.tag.map { task.request.tags.contains($0) } ?? true)
    }
}
