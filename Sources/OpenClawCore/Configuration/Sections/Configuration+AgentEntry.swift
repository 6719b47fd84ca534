// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents.list[]` and `agents.entries.<name>`: one agent.
    public struct AgentEntry: Sendable, Hashable {
        /// The name that routes and session keys use.
        public var id: AgentID
        /// Whether it answers what no rule or binding matches.
        public var isDefault = false
        /// The name for people.
        public var name: String?
        /// How it presents itself.
        public var identity = AgentIdentity()
        /// The model and those that stand in for it.
        public var model: ModelChoice?
        /// The directory in which it works.
        public var workspace: String?
        /// Instructions in front of every conversation.
        public var systemPrompt: String?
        /// Turns that it takes by itself; when any agent has this, only those that have it do.
        public var heartbeat: Heartbeat?

        /// An agent without any key set.
        public init(id: AgentID) { self.id = id }
    }
}

extension Configuration.AgentEntry {
    /// Keys of agents that files contain and that do nothing yet.
    static let laterKeys: [ReservedConfigurationKey] =
        [
            "agentDir", "groupChat", "tools", "skills", "subagents", "models", "imageModel", "pdfModel", "thinkingDefault",
            "mediaMaxMb",
            "bootstrapMaxChars", "userTimezone", "envelopeTimezone", "envelopeTimestamp", "envelopeElapsed", "typingMode",
            "typingIntervalSeconds",
            "blockStreamingDefault", "blockStreamingBreak", "blockStreamingChunk", "humanDelay", "compaction", "contextPruning",
            "memorySearch",
            "contextTokens", "elevatedDefault", "verboseDefault", "repoRoot", "skipBootstrap", "params", "cliBackends", "runtime",
        ].map { .later($0, "the setting") } + [.refused("sandbox", "running tools in a sandbox")]

    static let listSchema = ConfigurationObject<Self>(
        Self(id: .main),
        required: ["id"],
        [.key("id", \.id, .agentID, default: .main, "Name that routes and session keys use: a–z, 0–9, `_` and `-`.")] + Self.fields,
        reserved: Self.laterKeys
    )

    static let entrySchema = ConfigurationObject<Self>(Self(id: .main), Self.fields, reserved: Self.laterKeys)

    private static var fields: [ConfigurationField<Self>] {
        [
            .key("default", \.isDefault, .boolean, default: false, "Whether it answers what no rule or binding matches."),
            .key("name", \.name, .text(example: "\"Ada\""), "Name for people."),
            .key(
                "identity",
                \.identity,
                Configuration.AgentIdentity.schema.type,
                default: .init(),
                "How it presents itself."
            ),
            .key(
                "model",
                \.model,
                Configuration.ModelChoice.configurationType,
                "The model as `provider/model`, or `{ primary, fallbacks }`."
            ),
            .key(
                "workspace",
                \.workspace,
                .path(),
                "Directory with its files; agents but the default one have `workspace-NAME` beside it."
            ),
            .key(
                "systemPrompt",
                \.systemPrompt,
                .text(example: "\"Answer briefly.\""),
                aliases: ["prompt"],
                "Instructions in front of every conversation."
            ),
            .key(
                "heartbeat",
                \.heartbeat,
                Configuration.Heartbeat.schema.type,
                "Turns of its own; what it leaves out is as in `agents.defaults.heartbeat`. When any agent has this, only those that have it take such turns."
            ),
        ]
    }
}

extension ConfigurationType<AgentID> {
    /// The name of an agent.
    static var agentID: Self {
        let text = ConfigurationType<String>.text("an agent's name (a–z, 0–9, \"_\" and \"-\", at most 64)", example: "\"main\"") {
            AgentID($0).isValid
        }
        return Self(shape: text.shape, decode: { text.decode($0, &$1).map { AgentID($0) } }, encode: { .string($0.rawValue) })
    }
}
