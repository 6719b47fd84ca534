// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns that an agent takes by itself now and then (PROTOCOL 7.4; Docs/Heartbeats.md).
public struct HeartbeatConfiguration: Sendable, Hashable {
    /// The time between two of them; `nil` is never, and then only `wake` makes one.
    public var every: Duration?
    /// What the agent is told.
    public var prompt: String
    /// How many characters beside the sign of well-being still count as nothing to say.
    public var acknowledgementCharacters: Int
    /// The hours of the day in which they take place; `nil` is always.
    public var activeHours: HeartbeatHours?
    /// Where an answer that says something is sent; it stays in its session either way.
    public var target: HeartbeatTarget
    /// Whom it is sent to, as the platform identifies them, with `group:` or `channel:` before a room; `nil` is the conversation from which
    /// the session last had a message of that channel.
    public var recipient: String?
    /// The channel's account that sends it; `nil` is that of the last message, or else the channel's only one.
    public var account: AccountID?
    /// Whether it may be sent into a direct conversation; without that, a heartbeat that could only reach one is left out.
    public var allowsDirectConversations: Bool
    /// The session it is a turn of, as clients write keys; `nil` is the agent's main session.
    public var session: String?
    /// Whether each one has a session of its own with an empty transcript, beside ``session``.
    public var isIsolated: Bool
    /// The model that answers, as `provider/model`; `nil` is the session's.
    public var model: String?
    /// Whether the agent reads only `HEARTBEAT.md` of the files of its workspace.
    public var hasLightContext: Bool

    /// What an agent answers when there is nothing to do.
    public static let acknowledgement = "HEARTBEAT_OK"

    /// Makes a configuration; by default there are none.
    public init(
        every: Duration? = nil,
        prompt: String = "Look at what is waiting for you and act on it. If nothing needs attention, answer HEARTBEAT_OK.",
        acknowledgementCharacters: Int = 300,
        activeHours: HeartbeatHours? = nil,
        target: HeartbeatTarget = .none,
        recipient: String? = nil,
        account: AccountID? = nil,
        allowsDirectConversations: Bool = true,
        session: String? = nil,
        isIsolated: Bool = false,
        model: String? = nil,
        hasLightContext: Bool = false
    ) {
        self.every = every
        self.prompt = prompt
        self.acknowledgementCharacters = acknowledgementCharacters
        self.activeHours = activeHours
        self.target = target
        self.recipient = recipient
        self.account = account
        self.allowsDirectConversations = allowsDirectConversations
        self.session = session
        self.isIsolated = isIsolated
        self.model = model
        self.hasLightContext = hasLightContext
    }

    /// Whether an answer says that there is nothing to do: the sign at its beginning or end, and little beside it.
    package func isAcknowledgement(_ text: String) -> Bool {
        let text = Self.trimmed(text[...])
        if text == Self.acknowledgement { return true }
        guard text.hasPrefix(Self.acknowledgement) || text.hasSuffix(Self.acknowledgement) else { return false }
        return text.count - Self.acknowledgement.count <= self.acknowledgementCharacters
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
