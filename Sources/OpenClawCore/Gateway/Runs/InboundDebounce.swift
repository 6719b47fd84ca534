// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How long a message from a channel waits for more of its sender before its turn begins (`messages.inbound`, PROTOCOL 6.4).
///
/// What comes meanwhile from the same sender in the same conversation shares the turn. The time begins anew with each message; ten times as
/// long is the most. Messages wait after the ledger has accepted them: they are acknowledged, and a restart takes them up again.
public struct InboundDebounce: Sendable, Hashable {
    /// How long nothing may come; zero does not wait.
    public var wait: Duration
    /// The same for single channels.
    public var byChannel: [ChannelID: Duration]

    /// Makes a policy; by default nothing waits.
    public init(wait: Duration = .zero, byChannel: [ChannelID: Duration] = [:]) {
        self.wait = wait
        self.byChannel = byChannel
    }

    /// How long messages of a channel wait; zero when they do not.
    public func wait(on channel: ChannelID) -> Duration {
        self.byChannel.isEmpty ? self.wait : self.byChannel[channel] ?? self.wait
    }

    /// What a message is to others of its sender; `nil` when its channel does not wait.
    func role(of message: InboundMessage) -> BurstRole? {
        guard self.wait(on: message.id.channel) > .zero else { return nil }
        if message.text.first(where: { !$0.isWhitespace }) == "/" { return .follows }
        return message.attachments.isEmpty && message.replyToID == nil ? .waits : .joins
    }
}
