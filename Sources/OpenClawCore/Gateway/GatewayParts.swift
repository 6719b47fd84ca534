// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a gateway is composed of.
public struct GatewayParts: Sendable {
    /// The agents; the first is the default.
    public var agents: [any Agent]
    /// The channels.
    public var channels: [any Channel]
    /// The nodes in this process.
    public var nodes: [any Node]
    /// What does tasks in this process, beside the agents.
    public var taskWorkers: [any TaskWorker]
    /// The skills in this process.
    public var skills: [any Skill]
    /// Methods beside the gateway's own.
    public var methods: [Method]
    /// Where sessions live; `nil` is in memory.
    public var sessionStore: (any SessionStore)?
    /// Where messages are recorded; `nil` is in memory.
    public var ledger: (any Ledger)?
    /// Where pairings are kept; `nil` is in memory.
    public var pairingStore: (any PairingStore)?
    /// Where scheduled jobs are kept; `nil` is in memory.
    public var cronStore: (any CronStore)?

    /// Makes an empty composition.
    public init(
        agents: [any Agent] = [],
        channels: [any Channel] = [],
        nodes: [any Node] = [],
        skills: [any Skill] = [],
        methods: [Method] = [],
        sessionStore: (any SessionStore)? = nil,
        ledger: (any Ledger)? = nil,
        pairingStore: (any PairingStore)? = nil,
        cronStore: (any CronStore)? = nil,
        taskWorkers: [any TaskWorker] = []
    ) {
        self.agents = agents
        self.channels = channels
        self.nodes = nodes
        self.skills = skills
        self.methods = methods
        self.sessionStore = sessionStore
        self.ledger = ledger
        self.pairingStore = pairingStore
        self.cronStore = cronStore
        self.taskWorkers = taskWorkers
    }

    /// Adds another composition; its stores win.
    mutating func add(_ other: GatewayParts) {
        self.agents += other.agents
        self.channels += other.channels
        self.nodes += other.nodes
        self.skills += other.skills
        self.taskWorkers += other.taskWorkers
        self.methods += other.methods
        self.sessionStore = other.sessionStore ?? self.sessionStore
        self.ledger = other.ledger ?? self.ledger
        self.pairingStore = other.pairingStore ?? self.pairingStore
        self.cronStore = other.cronStore ?? self.cronStore
    }
}
