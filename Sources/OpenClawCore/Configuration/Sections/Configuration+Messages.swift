// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `messages`: how messages wait.
    public struct Messages: Sendable, Hashable {
        /// The queue in front of each session.
        public var queue = MessageQueue()
        /// How messages from channels wait for more of their senders.
        public var inbound = MessageInbound()

        /// The section without any key set.
        public init() {}
    }

    /// `messages.inbound`: how messages from channels wait for more of their senders.
    public struct MessageInbound: Sendable, Hashable {
        /// How long nothing may come from a sender before the turn begins; zero does not wait.
        public var debounce = Duration.zero
        /// The same for channels.
        public var byChannel: [String: Duration] = [:]

        /// The section without any key set.
        public init() {}
    }

    /// `messages.queue`: the queue in front of each session.
    public struct MessageQueue: Sendable, Hashable {
        /// What becomes of a message that comes while its session is busy.
        public var mode = QueueMode.steer
        /// The same for channels.
        public var byChannel: [String: QueueMode] = [:]
        /// How long nothing may come before messages that are collected get their turn.
        public var debounce = Duration.milliseconds(500)
        /// How many messages may wait in a session.
        public var cap = 20
        /// What gives way when more come.
        public var drop = QueueDrop.new

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Messages {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("queue", \.queue, Configuration.MessageQueue.schema.type, default: .init(), "The queue in front of each session."),
            .key(
                "inbound",
                \.inbound,
                Configuration.MessageInbound.schema.type,
                default: .init(),
                "How messages from channels wait for more of their senders."
            ),
        ],
        reserved: [
            "responsePrefix", "messagePrefix", "ackReaction", "ackReactionScope", "removeAckAfterReply", "groupChat", "tts",
            "statusReactions", "suppressToolErrors",
        ].map { .later($0, "the setting") }
    )
}

extension Configuration.MessageInbound {
    /// Ten times as long, the most a message waits, is well within the time limit of a turn.
    private static let wait = ConfigurationType<Duration>.duration(.milliseconds, atMost: .seconds(30))

    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "debounceMs",
                \.debounce,
                Self.wait,
                default: .zero,
                "How long nothing may come from a sender before the turn begins, so that several short messages get one answer; 0 does not wait. Media, replies and commands do not wait either."
            ),
            .key("byChannel", \.byChannel, .map("channel names", of: Self.wait), default: [:], "The same for single channels."),
        ]
    )
}

extension Configuration.MessageQueue {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "mode",
                \.mode,
                .choice(QueueMode.all),
                default: .steer,
                "What becomes of a message that comes while its session is busy: `steer` lets the running turn take it in if its agent can, `followup` gives it a turn of its own, `collect` one turn together with the others of its sender, `interrupt` stops the running turn. A session's own mode goes first."
            ),
            .key(
                "byChannel",
                \.byChannel,
                .map("channel names", of: .choice(QueueMode.all)),
                default: [:],
                "The same for single channels."
            ),
            .key(
                "debounceMs",
                \.debounce,
                .duration(.milliseconds, atLeast: .zero),
                default: .milliseconds(500),
                "How long nothing may come before messages that are collected get their turn."
            ),
            .key("cap", \.cap, .integer(1...10_000, example: 20), default: 20, "How many messages may wait in a session."),
            .key(
                "drop",
                \.drop,
                .choice([.new, .old, .summarize]),
                default: .new,
                "What gives way when more come: `new` refuses the new message, `old` ends the oldest that waits, `summarize` does so and tells the next turn its first words."
            ),
        ]
    )
}
