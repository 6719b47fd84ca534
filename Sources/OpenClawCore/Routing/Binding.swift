// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `bindings[]`: ties a peer, guild, team, account or channel to an agent; the most specific binding wins (PROTOCOL 5.1).
public struct Binding: Sendable, Hashable {
    /// The agent that answers.
    public var agentID: AgentID
    /// The channel the binding is for.
    public var channel: ChannelID
    /// The account: `nil` means the default account, `*` any.
    public var accountID: String?
    /// The conversation.
    public var peer: Peer?
    /// The guild.
    public var guildID: String?
    /// Roles of which the author must have at least one; only together with a guild.
    public var roles: [String]
    /// The team.
    public var teamID: String?

    /// Makes a binding.
    public init(
        agentID: AgentID,
        channel: ChannelID,
        accountID: String? = nil,
        peer: Peer? = nil,
        guildID: String? = nil,
        roles: [String] = [],
        teamID: String? = nil
    ) {
        self.agentID = agentID
        self.channel = channel
        self.accountID = accountID
        self.peer = peer
        self.guildID = guildID
        self.roles = roles
        self.teamID = teamID
    }

    /// Whether channel and account of a message fit.
    func fits(_ message: InboundMessage) -> Bool {
        guard self.channel == message.id.channel else { return false }
        return self.accountID == "*" || (self.accountID ?? AccountID.default.rawValue) == message.id.account.rawValue
    }

    /// Whether the binding is for this conversation; groups and channels are interchangeable.
    func fits(peer other: Peer?) -> Bool {
        guard let peer, let other, peer.id == other.id else { return false }
        return (peer.kind == .direct) == (other.kind == .direct)
    }
}
