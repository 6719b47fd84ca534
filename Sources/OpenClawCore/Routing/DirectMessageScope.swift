// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which direct conversations share a session (`session.dmScope`, PROTOCOL 5.2).
public struct DirectMessageScope: RawRepresentable, Hashable, Sendable {
    /// The scope as configuration writes it.
    public let rawValue: String

    /// Wraps a scope.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// All direct chats share the agent's main session.
    public static let main = DirectMessageScope(rawValue: "main")
    /// One session per person.
    public static let perPeer = DirectMessageScope(rawValue: "per-peer")
    /// One session per channel and person.
    public static let perChannelPeer = DirectMessageScope(rawValue: "per-channel-peer")
    /// One session per account, channel and person.
    public static let perAccountChannelPeer = DirectMessageScope(rawValue: "per-account-channel-peer")

    /// Every scope there is.
    public static let all: [DirectMessageScope] = [.main, .perPeer, .perChannelPeer, .perAccountChannelPeer]
}
