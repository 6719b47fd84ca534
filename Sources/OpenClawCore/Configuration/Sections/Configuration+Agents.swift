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
        }
    )
}
