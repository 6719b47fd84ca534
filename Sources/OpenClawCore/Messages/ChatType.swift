// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The kind of conversation a message belongs to.
public struct ChatType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The kind as text.
    public let rawValue: String

    /// Wraps a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.rawValue = value }

    /// A conversation of two.
    public static let direct: ChatType = "direct"
    /// A group or room.
    public static let group: ChatType = "group"
    /// A broadcast channel.
    public static let channel: ChatType = "channel"

    /// The kind as text.
    public var description: String { self.rawValue }
}
