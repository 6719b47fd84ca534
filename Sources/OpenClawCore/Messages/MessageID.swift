// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The identity of one inbound message: channel, account and the platform's own event identifier.
///
/// This is the only identity the gateway knows for a message. Every transition in the ledger carries it, so a message that a
/// platform delivers twice is recognised wherever it turns up.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// The channel that received the message.
    public let channel: ChannelID
    /// The account of the channel.
    public let account: AccountID
    /// The platform's identifier of the event, or the idempotency key of a client's request.
    public let event: String

    /// Makes an identity.
    public init(channel: ChannelID, account: AccountID = .default, event: String) {
        self.channel = channel
        self.account = account
        self.event = event
    }

    /// Hashes the event, which nearly always tells identities apart, and leaves channel and account to the comparison.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.event) }

    /// `channel/account/event`.
    public var description: String { "\(self.channel.rawValue)/\(self.account.rawValue)/\(self.event)" }
}
