// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `messages`: how messages queue.
    public struct Messages: Sendable, Hashable {
        /// The queue in front of each session.
        public var queue = MessageQueue()

        /// The section without any key set.
        public init() {}
    }

    /// `messages.queue`: the queue in front of each session.
    public struct MessageQueue: Sendable, Hashable {
        /// How many messages may wait in a session.
        public var cap = 20

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Messages {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [.key("queue", \.queue, Configuration.MessageQueue.schema.type, default: .init(), "The queue in front of each session.")],
        reserved: [
            "responsePrefix", "messagePrefix", "ackReaction", "ackReactionScope", "removeAckAfterReply", "inbound", "groupChat", "tts",
            "statusReactions", "suppressToolErrors",
        ].map { .later($0, "the setting") }
    )
}

extension Configuration.MessageQueue {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [.key("cap", \.cap, .integer(1...10_000, example: 20), default: 20, "How many messages may wait in a session.")],
        reserved: ["mode", "drop", "debounceMs", "byChannel"].map { .later($0, "the setting") }
    )
}
