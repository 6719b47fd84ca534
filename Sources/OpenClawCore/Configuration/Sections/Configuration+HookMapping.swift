// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `hooks.mappings[]`: what one path below `hooks.path` does.
    public struct HookMapping: Sendable, Hashable {
        /// The path, without slashes around it.
        public var path = ""
        /// `agent` or `wake`.
        public var action = "agent"
        /// The name in messages and logs.
        public var name: String?
        /// The agent.
        public var agentID: AgentID?
        /// The session, a template.
        public var sessionKey: String?
        /// The message for `agent`, a template.
        public var messageTemplate: String?
        /// The text for `wake`, a template.
        public var textTemplate: String?
        /// When a woken agent acts: `now` or `next-heartbeat`.
        public var wakeMode = "now"
        /// The channel of the answer.
        public var channel: String?
        /// Whom the answer goes to.
        public var recipient: String?
        /// How long the turn may take.
        public var timeout: Duration?

        /// A mapping without any key set.
        public init() {}
    }
}

extension Configuration.HookMapping {
    static let schema = ConfigurationObject<Self>(
        Self(),
        required: ["match"],
        [
            .key("match", \.path, Self.match, default: "", reload: .hot, "`{ path }`: the path below `hooks.path`."),
            .key("action", \.action, Self.word("\"agent\" or \"wake\"", ["agent", "wake"]), default: "agent", reload: .hot, "What it does."),
            .key("name", \.name, .text(example: "\"GitHub\""), reload: .hot, "Name in messages and logs."),
            .key("agentId", \.agentID, .agentID, reload: .hot, "The agent."),
            .key("sessionKey", \.sessionKey, .text(example: "\"hook:github:{{issue.id}}\""), reload: .hot, "The session, a template."),
            .key(
                "messageTemplate",
                \.messageTemplate,
                .text(example: "\"New issue: {{issue.title}}\""),
                reload: .hot,
                "The message for `agent`; `{{a.b[0]}}` is a value of the body."
            ),
            .key("textTemplate", \.textTemplate, .text(example: "\"{{text}}\""), reload: .hot, "The text for `wake`."),
            .key(
                "wakeMode",
                \.wakeMode,
                Self.word("\"now\" or \"next-heartbeat\"", ["now", "next-heartbeat"]),
                default: "now",
                reload: .hot,
                "When a woken agent acts."
            ),
            .key("channel", \.channel, .text(example: "\"telegram\""), reload: .hot, "Channel of the answer."),
            .key("to", \.recipient, .text(example: "\"123456\""), reload: .hot, "Whom the answer goes to."),
            .key("timeoutSeconds", \.timeout, .duration(.seconds, atLeast: .seconds(1)), reload: .hot, "How long the turn may take."),
        ],
        reserved: [
            .ignored("id", "a name for people"), .later("deliver", "the setting"), .later("model", "another model"),
            .later("thinking", "the setting"), .later("transform", "programs that change payloads"),
            .later("allowUnsafeExternalContent", "the setting"),
        ]
    )

    private struct Match: Sendable {
        var path = ""

        static let schema = ConfigurationObject<Self>(
            Self(),
            required: ["path"],
            [.key("path", \.path, .text(example: "\"github\""), default: "", reload: .hot, "The path below `hooks.path`.")],
            reserved: [.later("source", "telling hooks apart by their body")]
        )
    }

    private static var match: ConfigurationType<String> {
        ConfigurationType<String>(
            shape: Match.schema.type.shape,
            decode: { value, decoder in
                Match.schema.decode(value, &decoder).map { match in
                    var path = match.path[...]
                    while path.first == "/" { path = path.dropFirst() }
                    while path.last == "/" { path = path.dropLast() }
                    return String(path)
                }
            },
            encode: { ["path": .string($0)] }
        )
    }

    private static func word(_ words: String, _ allowed: [String]) -> ConfigurationType<String> {
        .text(words, example: "\"\(allowed[0])\"") { allowed.contains($0) }
    }
}
