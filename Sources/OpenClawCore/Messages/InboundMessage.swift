// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A message that reached the gateway through a channel.
public struct InboundMessage: Sendable {
    /// The message's identity; a second message with the same identity is answered ``Admission/duplicate(_:)``.
    public var id: MessageID
    /// The conversation the message came from.
    public var peer: Peer
    /// The stable platform identifier of the author; equals the peer's in direct conversations.
    public var senderID: String
    /// The author's display name, for people to read only.
    public var senderName: String?
    /// The words.
    public var text: String
    /// Blocks beside the words: images, files.
    public var attachments: [ContentBlock]
    /// The platform's guild or server, where it has such.
    public var guildID: String?
    /// The platform's team or workspace, where it has such.
    public var teamID: String?
    /// Roles of the author in the guild.
    public var roles: [String]
    /// The thread or topic inside the conversation.
    public var threadID: String?
    /// The conversation the thread belongs to.
    public var parentPeer: Peer?
    /// The platform's identifier of the message this one replies to.
    public var replyToID: String?
    /// When the platform says it was written.
    public var timestamp: Timestamp?
    /// What the adapter wants to keep with the message.
    public var metadata: JSONObject

    /// Makes a message; only identity, peer and words are needed.
    public init(
        id: MessageID,
        peer: Peer,
        text: String,
        senderID: String? = nil,
        senderName: String? = nil,
        attachments: [ContentBlock] = [],
        guildID: String? = nil,
        teamID: String? = nil,
        roles: [String] = [],
        threadID: String? = nil,
        parentPeer: Peer? = nil,
        replyToID: String? = nil,
        timestamp: Timestamp? = nil,
        metadata: JSONObject = [:]
    ) {
        self.id = id
        self.peer = peer
        self.text = text
        self.senderID = senderID ?? peer.id
        self.senderName = senderName
        self.attachments = attachments
        self.guildID = guildID
        self.teamID = teamID
        self.roles = roles
        self.threadID = threadID
        self.parentPeer = parentPeer
        self.replyToID = replyToID
        self.timestamp = timestamp
        self.metadata = metadata
    }
}
