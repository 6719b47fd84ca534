// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a heartbeat's answer is sent beside its session: nowhere, to the conversation from which the session last had a message, or to a
/// channel.
public struct HeartbeatTarget: RawRepresentable, Hashable, Sendable {
    /// `none`, `last` or a channel's name.
    public let rawValue: String

    /// Wraps a word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nowhere.
    public static let none = HeartbeatTarget(rawValue: "none")
    /// Where the session last had a message from.
    public static let last = HeartbeatTarget(rawValue: "last")

    /// A channel.
    public static func channel(_ id: ChannelID) -> HeartbeatTarget { HeartbeatTarget(rawValue: id.rawValue) }

    /// The channel, when one is named.
    var channel: ChannelID? { self == .none || self == .last ? nil : ChannelID(self.rawValue) }
}
