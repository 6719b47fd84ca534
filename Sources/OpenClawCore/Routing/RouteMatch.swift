// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The conditions of a routing rule or binding; every condition that is set must hold.
public struct RouteMatch: Sendable, Hashable {
    /// The channel, or `*` for any.
    public var channel: String?
    /// The account of the channel, or `*` for any.
    public var accountID: String?
    /// The stable identifier of the author.
    public var userID: String?
    /// The guild, server or team.
    public var serverID: String?
    /// The kind of conversation.
    public var chatType: ChatType?
    /// The conversation; its kind may be left out.
    public var peerID: String?
    /// Roles of which the author must have at least one.
    public var roles: [String]
    /// The team or workspace.
    public var teamID: String?

    /// Makes conditions; those left out hold for everything.
    public init(
        channel: String? = nil,
        accountID: String? = nil,
        userID: String? = nil,
        serverID: String? = nil,
        chatType: ChatType? = nil,
        peerID: String? = nil,
        roles: [String] = [],
        teamID: String? = nil
    ) {
        self.channel = channel
        self.accountID = accountID
        self.userID = userID
        self.serverID = serverID
        self.chatType = chatType
        self.peerID = peerID
        self.roles = roles
        self.teamID = teamID
    }

    /// Whether a message meets every condition.
    public func matches(_ message: InboundMessage) -> Bool {
        func holds(_ condition: String?, _ value: String?) -> Bool { condition == nil || condition == "*" || condition == value }
        return holds(self.channel, message.id.channel.rawValue)
            && holds(self.accountID, message.id.account.rawValue)
            && holds(self.userID, message.senderID)
            && (self.serverID == nil || self.serverID == message.guildID || self.serverID == message.teamID)
            && (self.chatType == nil || self.chatType == message.peer.kind)
            && holds(self.peerID, message.peer.id)
            && (self.roles.isEmpty || self.roles.contains(where: message.roles.contains))
            && holds(self.teamID, message.teamID)
    }
}
