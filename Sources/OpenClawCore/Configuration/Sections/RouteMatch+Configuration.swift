// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension RouteMatch {
    static let configurationSchema = ConfigurationObject<RouteMatch>(
        RouteMatch(),
        [
            .key("channel", \.channel, .text("a channel's name", example: "\"telegram\""), "The channel, `*` for any."),
            .key("accountId", \.accountID, .text(example: "\"default\""), "The channel's account, `*` for any."),
            .key("userId", \.userID, .identifier, "The author."),
            .key("serverId", \.serverID, .identifier, aliases: ["guildId"], "The guild, server or team."),
            .key("chatType", \.chatType, .chatType, "The kind of conversation."),
            .key("peerId", \.peerID, .identifier, "The conversation."),
            .key(
                "roles",
                \.roles,
                .list(of: .text(example: "\"admin\"")),
                default: [],
                "Roles of which the author must have one."
            ),
            .key("teamId", \.teamID, .identifier, "The team or workspace."),
        ]
    )
}

extension ConfigurationType<String> {
    /// An identifier of a platform; numbers are taken as their digits.
    static var identifier: Self {
        let text = ConfigurationType<String>.text("an identifier", example: "\"123456\"")
        return Self(
            shape: text.shape,
            decode: { value, decoder in
                if case .int(let number) = value { return String(number) }
                return text.decode(value, &decoder)
            },
            encode: { .string($0) }
        )
    }
}

extension ConfigurationType<ChatType> {
    /// The kind of a conversation.
    static var chatType: Self {
        .choice([.direct, .group, .channel])
    }
}
