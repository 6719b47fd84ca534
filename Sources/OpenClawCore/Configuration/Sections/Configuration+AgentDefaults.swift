// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `agents.defaults`: what every agent has unless it says otherwise.
    public struct AgentDefaults: Sendable, Hashable {
        /// The model and those that stand in for it.
        public var model: ModelChoice?
        /// The directory in which agents work.
        public var workspace: String?
        /// How long a turn may take.
        public var timeout = Duration.seconds(600)
        /// Turns that the default agent takes by itself, unless agents have such a section of their own.
        public var heartbeat = Heartbeat()
        /// The time zone of the people who use the agents; `nil` is the machine's.
        public var userTimeZone: String?
        /// How many turns run at once.
        public var maxConcurrent = 64

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.AgentDefaults {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
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
                "Directory with the files of agents (`AGENTS.md` …); `workspace` in the state directory."
            ),
            .key(
                "timeoutSeconds",
                \.timeout,
                .duration(.seconds, atLeast: .seconds(1)),
                default: .seconds(600),
                "How long a turn may take."
            ),
            .key(
                "heartbeat",
                \.heartbeat,
                Configuration.Heartbeat.schema.type,
                default: .init(),
                "Turns of its own: of the default agent, or of those that have a `heartbeat` of their own."
            ),
            .key(
                "userTimezone",
                \.userTimeZone,
                .text("the name of a time zone", example: "\"Europe/Berlin\""),
                "Time zone of the people who use the agents, for `heartbeat.activeHours`; the machine's without a value."
            ),
            .key("maxConcurrent", \.maxConcurrent, .integer(1...10_000, example: 8), default: 64, "How many turns run at once."),
        ],
        reserved: Configuration.AgentEntry.laterKeys.filter { $0.name != "userTimezone" }
    )
}
