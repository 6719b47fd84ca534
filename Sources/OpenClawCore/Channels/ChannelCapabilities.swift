// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A channel that can show that the agent is writing.
public protocol TypingIndicating: Channel {
    /// Shows or hides the sign; platforms that hide it by themselves may ignore `false`.
    func setTyping(_ isTyping: Bool, account: AccountID, peer: Peer, threadID: String?) async throws(ChannelSendError)
}

/// A channel that can change a message after it was sent.
public protocol MessageEditing: Channel {
    /// Replaces the words of a message that was sent before.
    func edit(_ receipt: SendReceipt, account: AccountID, peer: Peer, text: String) async throws(ChannelSendError)
}

/// A channel that can react to a message with an emoji.
public protocol Reacting: Channel {
    /// Adds the reaction, or removes it when `emoji` is `nil`.
    func react(to messageID: String, account: AccountID, peer: Peer, emoji: String?) async throws(ChannelSendError)
}

/// A channel whose platform has polls.
public protocol Polling: Channel {
    /// Asks, and returns the platform's receipt.
    func ask(_ poll: OutboundPoll) async throws(ChannelSendError) -> PollReceipt
}

/// A channel that keeps a sign-in of its own, such as a linked phone, which people can end.
public protocol SigningOut: Channel {
    /// Ends the sign-in at the platform and forgets it; returns whether there was one. The channel does not run meanwhile.
    func signOut(account: AccountID) async throws(ChannelSendError) -> Bool
}

/// A channel that can carry images and files. The gateway hands attachments only to channels of this kind.
public protocol MediaSending: Channel {
    /// The largest file the platform takes, in bytes.
    var maximumMediaBytes: Int { get }
}

/// A channel that can tell whether a send with an unknown outcome reached the platform.
public protocol ReceiptReconciling: Channel {
    /// Looks the delivery up: its receipt, or `nil` when the platform never got it.
    ///
    /// `nil` lets the gateway send again. Answer it only when a request that is still on its way cannot arrive any more: wait as long
    /// as the platform may take with one, or throw ``ChannelSendError/Code/unknownOutcome``.
    func reconcile(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt?
}

/// A channel that is called by its platform over HTTP.
public protocol WebhookReceiving: Channel {
    /// The path below `/channels/` on which the platform calls.
    var webhookPath: String { get }

    /// Answers one call: verify its signature over the raw body first.
    func receive(_ call: WebhookCall, inbox: ChannelInbox) async -> WebhookAnswer
}
