// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The contents of `exec-approvals.json`: policies and allowlists, for everybody and per agent (PROTOCOL 2.11).
public struct ExecApprovalsFile: Sendable, Hashable {
    /// What is set for all agents, or for one; `nil` means it is not set here.
    public struct Settings: Sendable, Hashable {
        /// What may run.
        public var security: ExecSecurity?
        /// When a person is asked.
        public var ask: ExecAsk?
        /// What counts when nobody answers.
        public var askFallback: ExecSecurity?
        /// Whether programs of skills are allowed; kept for other programs, this gateway does not use it.
        public var autoAllowSkills: Bool?
        /// The allowlist; only per agent.
        public var allowlist: [ExecAllowlistEntry]

        /// Makes settings.
        public init(
            security: ExecSecurity? = nil,
            ask: ExecAsk? = nil,
            askFallback: ExecSecurity? = nil,
            autoAllowSkills: Bool? = nil,
            allowlist: [ExecAllowlistEntry] = []
        ) {
            self.security = security
            self.ask = ask
            self.askFallback = askFallback
            self.autoAllowSkills = autoAllowSkills
            self.allowlist = allowlist
        }
    }

    /// The agent whose lines count for every agent.
    public static let everybody = "*"
    /// The most agents.
    public static let maximumAgents = 256
    /// The most lines of one agent's list.
    public static let maximumEntries = 1_000

    /// What counts when an agent has no settings of its own.
    public var defaults: Settings
    /// Settings per agent.
    public var agents: [String: Settings]
    /// The socket of another program, kept as it is.
    var socket: JSONValue?

    /// Makes the contents; empty ones let nothing run without a person's word.
    public init(defaults: Settings = Settings(), agents: [String: Settings] = [:]) {
        self.defaults = defaults
        self.agents = agents
    }

    /// The policy for an agent.
    public func policy(for agent: String?) -> ExecPolicy {
        let own = agent.flatMap { self.agents[$0] } ?? self.agents[Self.everybody]
        let standard = ExecPolicy()
        return ExecPolicy(
            security: own?.security ?? self.defaults.security ?? standard.security,
            ask: own?.ask ?? self.defaults.ask ?? standard.ask,
            askFallback: own?.askFallback ?? self.defaults.askFallback ?? standard.askFallback
        )
    }

    /// The lines that count for an agent: everybody's and its own.
    public func allowlist(for agent: String?) -> [ExecAllowlistEntry] {
        let shared = self.agents[Self.everybody]?.allowlist ?? []
        guard let agent, agent != Self.everybody else { return shared }
        return shared + (self.agents[agent]?.allowlist ?? [])
    }

    /// Adds a line; one that is there already stays. `false` when the list is full.
    public mutating func add(_ entry: ExecAllowlistEntry, for agent: String?) -> Bool {
        let name = agent ?? Self.everybody
        var settings = self.agents[name] ?? Settings()
        let isKnown = settings.allowlist.contains {
            $0.pattern == entry.pattern && $0.arguments == entry.arguments && $0.workingDirectory == entry.workingDirectory
                && $0.fileDigests == entry.fileDigests
        }
        if isKnown { return true }
        guard settings.allowlist.count < Self.maximumEntries, self.agents[name] != nil || self.agents.count < Self.maximumAgents else {
            return false
        }
        settings.allowlist.append(entry)
        self.agents[name] = settings
        return true
    }

    /// Removes the lines with a pattern and returns how many there were.
    public mutating func remove(pattern: String, for agent: String?) -> Int {
        let name = agent ?? Self.everybody
        guard var settings = self.agents[name] else { return 0 }
        let before = settings.allowlist.count
        settings.allowlist.removeAll { $0.pattern == pattern || $0.id == pattern }
        self.agents[name] = settings
        return before - settings.allowlist.count
    }
}
