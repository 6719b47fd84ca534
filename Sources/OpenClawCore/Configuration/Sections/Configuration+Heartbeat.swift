// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents.defaults.heartbeat`: turns that the default agent takes by itself.
    public struct Heartbeat: Sendable, Hashable {
        /// The time between two of them; zero is never.
        public var every = Duration.zero
        /// What the agent is told.
        public var prompt: String?
        /// How many characters beside `HEARTBEAT_OK` still count as nothing to say.
        public var acknowledgementCharacters = 300

        /// The section without any key set.
        public init() {}

        /// The gateway's part of it.
        public var heartbeat: HeartbeatConfiguration {
            var heartbeat = HeartbeatConfiguration(every: self.every == .zero ? nil : self.every)
            if let prompt { heartbeat.prompt = prompt }
            heartbeat.acknowledgementCharacters = self.acknowledgementCharacters
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
                default: .zero,
                "Time between two turns of its own in the main session; 0 is never."
            ),
            .key("prompt", \.prompt, .text(example: "\"Look at what is waiting.\""), "What the agent is told."),
            .key(
                "ackMaxChars",
                \.acknowledgementCharacters,
                .integer(0...100_000, example: 300),
                default: 300,
                "How many characters beside `HEARTBEAT_OK` still count as nothing to say."
            ),
        ],
        reserved: [
            "activeHours", "model", "session", "target", "to", "accountId", "directPolicy", "includeReasoning", "lightContext",
            "isolatedSession", "suppressToolErrorWarnings",
        ].map { .later($0, "the setting") }
    )
}
