// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A message the gateway hands to a channel for sending.
public struct OutboundMessage: Sendable {
    /// The gateway's identifier of this delivery, stable over retries; channels with idempotent sends pass it on.
    public var deliveryID: String
    /// The account to send from.
    public var account: AccountID
    /// The conversation to send to.
    public var peer: Peer
    /// The thread or topic inside the conversation.
    public var threadID: String?
    /// The words.
    public var text: String
    /// Blocks beside the words.
    public var attachments: [ContentBlock]
    /// The platform's identifier of the message this one answers.
    public var replyToID: String?
    /// The session the words came from.
    public var sessionKey: SessionKey?

    /// Makes a message.
    public init(
        deliveryID: String,
        account: AccountID = .default,
        peer: Peer,
        threadID: String? = nil,
        text: String,
        attachments: [ContentBlock] = [],
        replyToID: String? = nil,
        sessionKey: SessionKey? = nil
    ) {
        self.deliveryID = deliveryID
        self.account = account
        self.peer = peer
        self.threadID = threadID
        self.text = text
        self.attachments = attachments
        self.replyToID = replyToID
        self.sessionKey = sessionKey
    }
}
