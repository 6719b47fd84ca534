// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What kind of conversation a session is, as reset policies tell them apart (PROTOCOL 5.3).
public struct ConversationType: RawRepresentable, Hashable, Sendable {
    /// The type as configuration writes it.
    public let rawValue: String

    /// Wraps a type.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A conversation of two, and everything that is none of the others.
    public static let direct = ConversationType(rawValue: "direct")
    /// A group, a room or a broadcast channel.
    public static let group = ConversationType(rawValue: "group")
    /// A thread or topic, wherever it is.
    public static let thread = ConversationType(rawValue: "thread")
}
