// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Binding {
    /// `{ agentId, match: { channel, accountId?, peer?, guildId?, roles?, teamId? } }`.
    static let configurationType: ConfigurationType<Binding> = {
        let schema = ConfigurationObject<Binding>(
            Binding(agentID: .main, channel: ""),
            required: ["agentId", "match"],
            [
                .key("agentId", \.agentID, .agentID, default: .main, "Who answers."),
                .key("match", \.match, Match.schema.type, default: Match(), "Which conversations."),
            ],
            reserved: [.ignored("comment", "a note for people"), .later("type", "other kinds of bindings")]
        )
        return schema.type
    }()

    fileprivate struct Match: Sendable {
        var channel = ""
        var accountID: String?
        var peer: Peer?
        var guildID: String?
        var roles: [String] = []
        var teamID: String?

        static let schema = ConfigurationObject<Self>(
            Self(),
            required: ["channel"],
            [
                .key("channel", \.channel, .text("a channel's name", example: "\"telegram\""), default: "", "The channel."),
                .key(
                    "accountId",
                    \.accountID,
                    .text(example: "\"default\""),
                        "The channel's account; without it the default one, `*` for any."
                ),
                .key("peer", \.peer, Peer.configurationType, "The conversation."),
                .key("guildId", \.guildID, .identifier, "The guild."),
                .key(
                    "roles",
                    \.roles,
                    .list(of: .text(example: "\"admin\"")),
                    default: [],
                        "Roles of which the author must have one."
                ),
                .key("teamId", \.teamID, .identifier, "The team."),
            ],
            check: { match, decoder in
                if !match.roles.isEmpty, match.guildID == nil {
                    decoder.report(.missingKey, at: decoder.path.appending("roles"), "\"roles\" needs \"guildId\" beside it")
                }
            }
        )
    }

    fileprivate var match: Match {
        get {
            Match(
                channel: self.channel.rawValue,
                accountID: self.accountID,
                peer: self.peer,
                guildID: self.guildID,
                roles: self.roles,
                teamID: self.teamID
            )
        }
        set {
            self.channel = ChannelID(rawValue: newValue.channel)
            self.accountID = newValue.accountID
            self.peer = newValue.peer
            self.guildID = newValue.guildID
            self.roles = newValue.roles
            self.teamID = newValue.teamID
        }
    }
}

extension Peer {
    static let configurationType: ConfigurationType<Peer> =
        ConfigurationObject<Peer>(
            Peer(kind: .direct, id: ""),
            required: ["kind", "id"],
            [
                .key("kind", \.kind, .chatType, default: .direct, "The kind of conversation."),
                .key("id", \.id, .identifier, default: "", "Its identifier."),
            ]
        ).type
}
