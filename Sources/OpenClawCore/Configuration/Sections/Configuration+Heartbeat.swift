// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents.defaults.heartbeat` and the `heartbeat` of an agent: turns that agents take by themselves.
    ///
    /// What an agent's own section leaves out is as in the defaults.
    public struct Heartbeat: Sendable, Hashable {
        /// The time between two of them; zero is never.
        public var every: Duration?
        /// What the agent is told.
        public var prompt: String?
        /// How many characters beside `HEARTBEAT_OK` still count as nothing to say.
        public var acknowledgementCharacters: Int?
        /// The hours in which they take place.
        public var activeHours: ActiveHours?
        /// Where their answers are sent.
        public var target: HeartbeatTarget?
        /// Whom they are sent to.
        public var recipient: String?
        /// The account that sends them.
        public var accountID: AccountID?
        /// Whether they may go into direct conversations.
        public var directPolicy: HeartbeatDirectPolicy?
        /// The session they are turns of.
        public var session: String?
        /// Whether each one has a session of its own.
        public var isIsolated: Bool?
        /// The model that answers.
        public var model: String?
        /// Whether only `HEARTBEAT.md` is read of the workspace.
        public var hasLightContext: Bool?

        /// The section without any key set.
        public init() {}

        /// The section with what it leaves out as in others.
        public func over(_ defaults: Self) -> Self {
            var merged = self
            merged.every = self.every ?? defaults.every
            merged.prompt = self.prompt ?? defaults.prompt
            merged.acknowledgementCharacters = self.acknowledgementCharacters ?? defaults.acknowledgementCharacters
            merged.activeHours = self.activeHours ?? defaults.activeHours
            merged.target = self.target ?? defaults.target
            merged.recipient = self.recipient ?? defaults.recipient
            merged.accountID = self.accountID ?? defaults.accountID
            merged.directPolicy = self.directPolicy ?? defaults.directPolicy
            merged.session = self.session ?? defaults.session
            merged.isIsolated = self.isIsolated ?? defaults.isIsolated
            merged.model = self.model ?? defaults.model
            merged.hasLightContext = self.hasLightContext ?? defaults.hasLightContext
            return merged
        }

        /// The gateway's part of it.
        /// - Parameter zone: the rules of the zone that the active hours name, `local` and `user` included.
        public func heartbeat<Failure>(
            zone: (String) throws(Failure) -> TimeZoneRules
        ) throws(Failure) -> HeartbeatConfiguration {
            var heartbeat = HeartbeatConfiguration(every: self.every == .zero ? nil : self.every)
            if let prompt { heartbeat.prompt = prompt }
            if let acknowledgementCharacters { heartbeat.acknowledgementCharacters = acknowledgementCharacters }
            if let activeHours {
                heartbeat.activeHours = HeartbeatHours(
                    start: activeHours.start,
                    end: activeHours.end,
                    zone: try zone(activeHours.timeZone ?? ActiveHours.user)
                )
            }
            heartbeat.target = self.target ?? .none
            heartbeat.recipient = self.recipient
            heartbeat.account = self.accountID
            heartbeat.allowsDirectConversations = self.directPolicy != .block
            heartbeat.session = self.session
            heartbeat.isIsolated = self.isIsolated ?? false
            heartbeat.model = self.model
            heartbeat.hasLightContext = self.hasLightContext ?? false
            return heartbeat
        }
    }
}

extension Configuration.Heartbeat {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "every",
                \.every,
                .duration(.seconds, atLeast: .seconds(1), orZero: true),
                "Time between two turns of its own; 0, or no value anywhere, is never."
            ),
            .key("prompt", \.prompt, .text(example: "\"Look at what is waiting.\""), "What the agent is told."),
            .key(
                "ackMaxChars",
                \.acknowledgementCharacters,
                .integer(0...100_000, example: 300),
                "How many characters beside `HEARTBEAT_OK` still count as nothing to say; 300 without a value."
            ),
            .key(
                "activeHours",
                \.activeHours,
                Configuration.ActiveHours.schema.type,
                "The hours of the day in which turns take place; always without a value."
            ),
            .key(
                "target",
                \.target,
                .heartbeatTarget,
                "Where an answer is sent beside its session: `none` (without a value), `last` (where the session last had a message from), or a channel."
            ),
            .key(
                "to",
                \.recipient,
                .text("a recipient", example: "\"group:42\""),
                "Whom it is sent to, with `group:` or `channel:` before a room; without a value the conversation from which the session last had a message of that channel."
            ),
            .key("accountId", \.accountID, .accountID, "The channel's account that sends it."),
            .key(
                "directPolicy",
                \.directPolicy,
                .choice([.allow, .block]),
                "`block` never sends it into a direct conversation: a turn that could only reach one is left out; `allow` without a value."
            ),
            .key(
                "session",
                \.session,
                .text("a session key", example: "\"main\"") { SessionKey($0).isValid },
                "The session the turns belong to, `main` without a value."
            ),
            .key(
                "isolatedSession",
                \.isIsolated,
                .boolean,
                "Whether each turn has an empty transcript, in a session of its own beside `session`; the one before it is deleted."
            ),
            .key(
                "model",
                \.model,
                .text("a model as \"provider/model\"", example: "\"openai/gpt-4o-mini\"") {
                    !$0.isEmpty && !$0.contains(where: \.isWhitespace)
                },
                "The model that answers, of one of the agent's providers; the session's without a value."
            ),
            .key(
                "lightContext",
                \.hasLightContext,
                .boolean,
                "Whether the agent reads only `HEARTBEAT.md` of the files of its workspace."
            ),
        ],
        reserved: ["includeReasoning", "suppressToolErrorWarnings"].map { .later($0, "the setting") }
    )
}

extension ConfigurationType<HeartbeatTarget> {
    /// `none`, `last` or a channel.
    static var heartbeatTarget: Self {
        let text = ConfigurationType<String>.text("\"none\", \"last\" or the name of a channel", example: "\"last\"") { text in
            !text.isEmpty && !text.contains { $0.isWhitespace || $0 == ":" || $0 == "/" }
        }
        return Self(
            shape: text.shape,
            decode: { value, decoder in
                if value == "owner" {
                    decoder.report(
                        .notAvailable,
                        "\"owner\" is not available in this version; write a channel, and whom it reaches as \"to\""
                    )
                    return nil
                }
                return text.decode(value, &decoder).map { HeartbeatTarget(rawValue: $0) }
            },
            encode: { .string($0.rawValue) }
        )
    }
}

extension ConfigurationType<AccountID> {
    /// An account of a channel.
    static var accountID: Self {
        let text = ConfigurationType<String>.text("the name of an account", example: "\"default\"")
        return Self(shape: text.shape, decode: { text.decode($0, &$1).map { AccountID($0) } }, encode: { .string($0.rawValue) })
    }
}
