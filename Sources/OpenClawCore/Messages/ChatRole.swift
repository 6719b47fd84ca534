// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Who said a message of a transcript.
public struct ChatRole: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The role as text.
    public let rawValue: String

    /// Wraps a role.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.rawValue = value }

    /// The person.
    public static let user: ChatRole = "user"
    /// The agent.
    public static let assistant: ChatRole = "assistant"
    /// The answer of a tool.
    public static let toolResult: ChatRole = "toolResult"
    /// Instructions.
    public static let system: ChatRole = "system"

    /// The role as text.
    public var description: String { self.rawValue }
}
