// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents`: who answers.
    public struct Agents: Sendable, Hashable {
        /// What every agent has unless it says otherwise.
        public var defaults = AgentDefaults()
        /// `agents.list`.
        public var list: [AgentEntry] = []
        /// `agents.entries`: the same, with the name as key.
        public var entries: [String: AgentEntry] = [:]

        /// The section without any key set.
        public init() {}

        /// The agents of both forms; those of `entries` come after the list, by name.
        public var all: [AgentEntry] {
            self.list
                + self.entries.keys.sorted().compactMap { name in
                    self.entries[name].map { entry in
                        var entry = entry
                        entry.id = AgentID(name)
                        return entry
                    }
                }
        }

        /// The agent for everything that no rule or binding matches; `nil` when none is configured.
        public var defaultAgent: AgentID? { (self.all.first { $0.isDefault } ?? self.all.first)?.id }

        /// The heartbeats of agents that have such a section, with what it leaves out as in the defaults.
        public var heartbeats: [AgentID: Heartbeat] {
            Dictionary(self.all.compactMap { agent in agent.heartbeat.map { (agent.id, $0.over(self.defaults.heartbeat)) } }) { $1 }
        }
    }
}

extension Configuration.Agents {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "defaults",
                \.defaults,
                Configuration.AgentDefaults.schema.type,
                default: .init(),
                "What every agent has unless it says otherwise."
            ),
            .key("list", \.list, .list(of: Configuration.AgentEntry.listSchema.type), default: [], "The agents."),
            .key(
                "entries",
                \.entries,
                .map("agent names", of: Configuration.AgentEntry.entrySchema.type, isValidKey: { AgentID($0).isValid }),
                default: [:],
                "The agents, with the name as key."
            ),
        ],
        check: { agents, decoder in
            let path = decoder.path
            var seen: Set<AgentID> = []
            for (index, agent) in agents.list.enumerated() where !seen.insert(agent.id).inserted {
                decoder.report(
                    .conflict,
                    at: path.appending("list").appending(index).appending("id"),
                    "there are two agents \"\(agent.id)\"; rename one"
                )
            }
            for name in agents.entries.keys.sorted() where !seen.insert(AgentID(name)).inserted {
                decoder.report(.conflict, at: path.appending("entries").appending(name), "there are two agents \"\(name)\"; rename one")
            }
            if agents.all.filter(\.isDefault).count > 1 {
                decoder.report(.conflict, "more than one agent has \"default: true\"; leave it at one")
            }
            agents.checkSessionsOfHeartbeats(&decoder)
        }
    )
}

extension Configuration.Agents {
    /// Reports heartbeats in the session of another agent.
    fileprivate func checkSessionsOfHeartbeats(_ decoder: inout ConfigurationDecoder) {
        let path = decoder.path
        let defaults = path.appending("defaults").appending("heartbeat").appending("session")
        func check(_ agent: AgentID, _ session: String?, at place: JSONPath) {
            guard let owner = session.flatMap({ SessionKey($0).agentID }), owner != agent else { return }
            decoder.report(.conflict, at: place, "is a session of the agent \"\(owner)\"; leave it out, or name one of \"\(agent)\"")
        }
        let heartbeats = self.heartbeats
        if heartbeats.isEmpty { check(self.defaultAgent ?? .main, self.defaults.heartbeat.session, at: defaults) }
        for (index, agent) in self.list.enumerated() {
            let own = path.appending("list").appending(index).appending("heartbeat").appending("session")
            check(agent.id, heartbeats[agent.id]?.session, at: agent.heartbeat?.session == nil ? defaults : own)
        }
        for (name, agent) in self.entries.sorted(by: { $0.key < $1.key }) {
            let own = path.appending("entries").appending(name).appending("heartbeat").appending("session")
            check(AgentID(name), heartbeats[AgentID(name)]?.session, at: agent.heartbeat?.session == nil ? defaults : own)
        }
    }
}
