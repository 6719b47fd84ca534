// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When conversations begin anew: after a time by themselves, and when somebody asks for it (PROTOCOL 5.3, 6.1).
///
/// A policy of the message's channel goes before one of the conversation's type, and that before the general one; each replaces the others
/// as a whole. By default nothing ever ends and no word has a meaning of its own.
public struct SessionResets: Sendable, Hashable {
    /// The policy where no other holds.
    public var policy: ResetPolicy
    /// Policies of types of conversations.
    public var byType: [ConversationType: ResetPolicy]
    /// Policies of channels, by their names in lower case.
    public var byChannel: [ChannelID: ResetPolicy]
    /// Words that begin a new conversation; none by default.
    public var triggers: ResetTriggers
    /// The zone of daily resets.
    public var timeZone: TimeZoneRules

    /// Makes rules; without arguments nothing is ever reset.
    public init(
        policy: ResetPolicy = .never,
        byType: [ConversationType: ResetPolicy] = [:],
        byChannel: [ChannelID: ResetPolicy] = [:],
        triggers: ResetTriggers = [],
        timeZone: TimeZoneRules = .utc
    ) {
        self.policy = policy
        self.byType = byType
        self.byChannel = byChannel
        self.triggers = triggers
        self.timeZone = timeZone
    }

    /// Whether any conversation ends by itself.
    public var endsByItself: Bool {
        self.policy != .never || self.byType.values.contains { $0 != .never } || self.byChannel.values.contains { $0 != .never }
    }

    /// Whether any conversation ends at an hour of the day, so that the zone matters.
    public var endsDaily: Bool {
        self.policy.dailyHour != nil || self.byType.values.contains { $0.dailyHour != nil }
            || self.byChannel.values.contains { $0.dailyHour != nil }
    }

    /// The policy of a session whose next message comes over a channel, or over none.
    func policy(for key: SessionKey, channel: ChannelID?) -> ResetPolicy {
        if !self.byChannel.isEmpty, let channel = channel ?? key.channel,
            let policy = self.byChannel[ChannelID(channel.rawValue.lowercased())]
        {
            return policy
        }
        if !self.byType.isEmpty, let policy = self.byType[key.conversationType] { return policy }
        return self.policy
    }
}
