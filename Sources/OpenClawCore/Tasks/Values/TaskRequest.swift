// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What somebody wants done.
///
/// Without ``capabilities``, ``tags``, ``node`` and ``command`` an agent takes a turn; with any of them the task goes to a node or a
/// ``TaskWorker`` that offers all of them.
public struct TaskRequest: Sendable, Hashable {
    /// The task in words, at most ``maximumTextBytes``.
    public var text: String
    /// A name for the task, at most 128 of `A-Z a-z 0-9 . _ : -`; `nil` gets one. A name is used once: the same name with the same
    /// request is the same task.
    public var id: String?
    /// Who answers; `nil` is the default agent.
    public var agentID: AgentID?
    /// The session it belongs to; `nil` is that of the workspace, or one of its own.
    public var sessionKey: SessionKey?
    /// The workspace: tasks of one workspace share a session and run one at a time.
    public var workspace: String?
    /// How urgent it is.
    public var priority: TaskPriority
    /// What has to end before, at most 64 tasks.
    public var dependencies: [TaskDependency]
    /// What whoever does it has to be able to do.
    public var capabilities: Set<String>
    /// Tags that whoever does it has to carry.
    public var tags: Set<String>
    /// The one node that may do it, by its identifier or the name that lists show.
    public var node: NodeID?
    /// The command a node is asked for; `nil` is ``defaultCommand`` when a node or worker is to do it.
    public var command: String?
    /// The command's parameters; without them a node gets `{task, taskId, attempt}`.
    public var params: JSONValue
    /// How long one attempt may take; `nil` is the gateway's default.
    public var timeout: Duration?
    /// How long it may stand in line before an attempt; `nil` is the gateway's default.
    public var queueTimeout: Duration?
    /// When it is tried again.
    public var retry: TaskRetryPolicy
    /// The caller's name for the request: the same key with the same request is the same task.
    public var idempotencyKey: String?

    /// The longest text, in bytes.
    public static let maximumTextBytes = 256 << 10
    /// The command of tasks that name none.
    public static let defaultCommand = "task.run"

    /// Makes a request.
    public init(
        _ text: String,
        id: String? = nil,
        agentID: AgentID? = nil,
        sessionKey: SessionKey? = nil,
        workspace: String? = nil,
        priority: TaskPriority = .human,
        dependencies: [TaskDependency] = [],
        capabilities: Set<String> = [],
        tags: Set<String> = [],
        node: NodeID? = nil,
        command: String? = nil,
        params: JSONValue = .null,
        timeout: Duration? = nil,
        queueTimeout: Duration? = nil,
        retry: TaskRetryPolicy = TaskRetryPolicy(),
        idempotencyKey: String? = nil
    ) {
        self.text = text
        self.id = id
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.workspace = workspace
        self.priority = priority
        self.dependencies = dependencies
        self.capabilities = capabilities
        self.tags = tags
        self.node = node
        self.command = command
        self.params = params
        self.timeout = timeout
        self.queueTimeout = queueTimeout
        self.retry = retry
        self.idempotencyKey = idempotencyKey
    }

    /// Whether a node or a worker does it, not an agent.
    public var needsWorker: Bool {
        self.node != nil || self.command != nil || !self.tags.isEmpty || !self.capabilities.isEmpty
    }
}
