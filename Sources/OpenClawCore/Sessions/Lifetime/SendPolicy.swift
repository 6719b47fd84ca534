// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which conversations take messages and get answers (PROTOCOL 5.3).
///
/// A session's own `sendPolicy` (`sessions.patch`) goes before it. Of the rules that hold for a session the first that denies decides, else
/// any that allows, else fallback. By default every conversation may be spoken to.
public struct SendPolicy: Sendable, Hashable {
    /// What is done.
    public struct Action: RawRepresentable, Hashable, Sendable {
        /// The action as configuration writes it.
        public let rawValue: String

        /// Wraps an action.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Messages are taken and answered.
        public static let allow = Action(rawValue: "allow")
        /// Messages are refused and nothing is sent.
        public static let deny = Action(rawValue: "deny")
    }

    /// One rule; it holds where all its conditions do.
    public struct Rule: Sendable, Hashable {
        /// What is done.
        public var action: Action
        /// The channel; `nil` is any, and none.
        public var channel: String?
        /// The kind of conversation.
        public var chatType: ChatType?
        /// What the session's key begins with after `agent:<id>:`.
        public var keyPrefix: String?
        /// What the whole key begins with.
        public var rawKeyPrefix: String?

        /// Makes a rule; without conditions it holds everywhere.
        public init(
            action: Action = .deny,
            channel: String? = nil,
            chatType: ChatType? = nil,
            keyPrefix: String? = nil,
            rawKeyPrefix: String? = nil
        ) {
            self.action = action
            self.channel = channel
            self.chatType = chatType
            self.keyPrefix = keyPrefix
            self.rawKeyPrefix = rawKeyPrefix
        }

        func holds(for key: SessionKey, channel: ChannelID?, chatType: ChatType?) -> Bool {
            if let wanted = self.channel, channel?.rawValue.lowercased() != wanted.lowercased() { return false }
            if let wanted = self.chatType, chatType != wanted { return false }
            if let prefix = self.keyPrefix, !key.withoutAgent.hasPrefix(prefix.lowercased()) { return false }
            if let prefix = self.rawKeyPrefix, !key.rawValue.hasPrefix(prefix.lowercased()) { return false }
            return true
        }
    }

    /// The rules.
    public var rules: [Rule]
    /// What is done where no rule holds.
    public var fallback: Action

    /// Makes a policy; without arguments it denies nothing.
    public init(rules: [Rule] = [], fallback: Action = .allow) {
        self.rules = rules
        self.fallback = fallback
    }

    /// Whether it denies a conversation.
    /// - Parameters:
    ///   - channel: the channel of the message; by default the one that the key names.
    ///   - chatType: the kind of the conversation; by default the one that the key names.
    func denies(_ key: SessionKey, channel: ChannelID? = nil, chatType: ChatType? = nil) -> Bool {
        if self.rules.isEmpty { return self.fallback == .deny }
        let channel = channel ?? key.channel
        let chatType = chatType ?? key.chatType
        var isAllowed = false
        for rule in self.rules where rule.holds(for: key, channel: channel, chatType: chatType) {
            if rule.action == .deny { return true }
            isAllowed = true
        }
        return !isAllowed && self.fallback == .deny
    }
}
