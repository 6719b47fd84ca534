// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SendPolicy {
    static let configurationSchema = ConfigurationObject<SendPolicy>(
        SendPolicy(),
        [
            .key(
                "rules",
                \.rules,
                .list(of: Rule.configurationSchema.type),
                default: [],
                "Rules. Of those that hold, the first that denies decides, else any that allows."
            ),
            .key(
                "default",
                \.fallback,
                .choice([Action.allow, .deny]),
                default: .allow,
                "What is done where no rule holds."
            ),
        ]
    )
}

extension SendPolicy.Rule {
    static let configurationSchema = ConfigurationObject<SendPolicy.Rule>(
        SendPolicy.Rule(),
        required: ["action"],
        [
            .key("action", \.action, .choice([SendPolicy.Action.allow, .deny]), default: .deny, "What is done where the rule holds."),
            .key("match", \.conditions, Conditions.schema.type, default: Conditions(), "Conditions; all that are set must hold."),
        ]
    )

    /// The conditions as the file has them.
    struct Conditions: Sendable, Hashable {
        var channel: String?
        var chatType: ChatType?
        var keyPrefix: String?
        var rawKeyPrefix: String?

        static let schema = ConfigurationObject<Self>(
            Self(),
            [
                .key("channel", \.channel, .text("a channel's name", example: "\"telegram\""), "The channel."),
                .key("chatType", \.chatType, .chatType, "The kind of conversation."),
                .key(
                    "keyPrefix",
                    \.keyPrefix,
                    .text("the beginning of a session key", example: "\"telegram:group:\""),
                    "What the session's key begins with after `agent:<id>:`."
                ),
                .key(
                    "rawKeyPrefix",
                    \.rawKeyPrefix,
                    .text("the beginning of a session key", example: "\"agent:main:telegram:\""),
                    "What the whole key begins with."
                ),
            ]
        )
    }

    fileprivate var conditions: Conditions {
        get {
            Conditions(channel: self.channel, chatType: self.chatType, keyPrefix: self.keyPrefix, rawKeyPrefix: self.rawKeyPrefix)
        }
        set {
            self.channel = newValue.channel
            self.chatType = newValue.chatType
            self.keyPrefix = newValue.keyPrefix
            self.rawKeyPrefix = newValue.rawKeyPrefix
        }
    }
}
