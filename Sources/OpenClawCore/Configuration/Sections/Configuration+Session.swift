// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `session`: which conversations share a history, and where histories are kept.
    public struct Session: Sendable, Hashable {
        /// Whether conversations have sessions of their own or all of an agent share one.
        public var scope = SessionScope.perSender
        /// Which direct conversations share a session.
        public var directMessageScope = DirectMessageScope.main
        /// The name of an agent's main session.
        public var mainKey = "main"
        /// People by name, with their identifiers as `channel:peer` or `peer`.
        public var identityLinks: [String: [String]] = [:]
        /// How long a session stays active after its last message; `nil` for ever. Its history is kept either way.
        public var timeToLive: Duration?
        /// When conversations end by themselves.
        public var reset = SessionReset()
        /// The same for kinds of conversations; each replaces ``reset`` as a whole.
        public var resetByType = SessionResetByType()
        /// The same for channels by name; each goes before the others.
        public var resetByChannel: [String: SessionReset] = [:]
        /// Words that begin a new conversation.
        public var resetTriggers = ["/new", "/reset"]
        /// Which conversations take messages and get answers.
        public var sendPolicy = SendPolicy()
        /// How many active sessions are kept.
        public var maxSessions = 250_000
        /// After how long at most what was written survives a power cut; zero is before anybody hears of it.
        public var persistInterval = Duration.seconds(1)
        /// Where histories are kept.
        public var storage = SessionStorage()
        /// What becomes of sessions that nobody uses.
        public var maintenance = SessionMaintenance()

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Session {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "scope",
                \.scope,
                .choice([.perSender, .global]),
                default: .perSender,
                "Whether conversations have sessions of their own (`dmScope` says which direct ones), or all of an agent share one (`global`)."
            ),
            .key(
                "dmScope",
                \.directMessageScope,
                .choice(DirectMessageScope.all),
                default: .main,
                "Which direct conversations share a session."
            ),
            .key("mainKey", \.mainKey, .sessionName, default: "main", "Name of an agent's main session."),
            .key(
                "identityLinks",
                \.identityLinks,
                .map("names of people", of: .list(of: .text(example: "\"telegram:123456\""))),
                default: [:],
                "People by name, with their identifiers on the channels; they share one session."
            ),
            .key(
                "ttl",
                \.timeToLive,
                .duration(.milliseconds, atLeast: .seconds(1)),
                "How long a session may rest; its next message then begins a new transcript, the old one is kept."
            ),
            .key(
                "reset",
                \.reset,
                Configuration.SessionReset.schema.type,
                default: .init(),
                "When the next message begins a new transcript; the old one is kept. Nothing does so unless set."
            ),
            .key(
                "resetByType",
                \.resetByType,
                Configuration.SessionResetByType.schema.type,
                default: .init(),
                "The same for kinds of conversations; each replaces `session.reset` as a whole."
            ),
            .key(
                "resetByChannel",
                \.resetByChannel,
                .map("channel names", of: Configuration.SessionReset.schema.type),
                default: [:],
                "The same for single channels; goes before `session.resetByType` and `session.reset`."
            ),
            .key(
                "resetTriggers",
                \.resetTriggers,
                .list(of: .resetTrigger),
                default: ["/new", "/reset"],
                "Words that begin a new conversation when a message is one of them or begins with one and a space; `[]` is none."
            ),
            .key(
                "sendPolicy",
                \.sendPolicy,
                SendPolicy.configurationSchema.type,
                default: .init(),
                "Which conversations take messages and get answers; a session's own `sendPolicy` goes before it."
            ),
            .key(
                "maxSessions",
                \.maxSessions,
                .integer(1...100_000_000, example: 1000),
                default: 250_000,
                "How many active sessions are kept; one more is refused. With archived ones there are at most twice as many."
            ),
            .key(
                "persistInterval",
                \.persistInterval,
                .duration(.milliseconds),
                default: .seconds(1),
                "After how long at most what was written survives a power cut; 0 is at once. What was written survives a crash either way."
            ),
            .key("storage", \.storage, Configuration.SessionStorage.schema.type, default: .init(), "Where histories are kept."),
            .key(
                "maintenance",
                \.maintenance,
                Configuration.SessionMaintenance.schema.type,
                default: .init(),
                "What becomes of sessions that nobody uses."
            ),
        ],
        reserved: [
            .later("store", "the place of the classic index of sessions"),
            .later("threadBindings", "binding threads"),
            .later("typingMode", "typing signs"), .later("agentToAgent", "agents that talk to each other"),
        ]
    )
}

extension ConfigurationType<String> {
    /// The last part of a session key.
    static var sessionName: Self {
        .text("a name of lower-case letters, digits, \"_\" and \"-\"", example: "\"main\"") { text in
            !text.isEmpty && text.utf8.count <= 64
                && text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 || $0 == 95 }
        }
    }
}
