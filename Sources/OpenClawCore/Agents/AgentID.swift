// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The name of an agent: `^[a-z0-9][a-z0-9_-]{0,63}$`.
///
/// Agent names are lower-cased when they are read, because they are part of every session key.
public struct AgentID: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as text, in lower case.
    public let rawValue: String

    /// Wraps a name and lower-cases it.
    public init(rawValue: String) { self.init(rawValue) }

    /// Wraps a name and lower-cases it.
    public init(_ rawValue: String) {
        self.rawValue = rawValue.utf8.contains(where: { $0 >= 65 && $0 <= 90 }) ? rawValue.lowercased() : rawValue
    }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The agent that answers when nothing else is configured.
    public static let main: AgentID = "main"

    /// Whether the name has the form that configuration and session keys accept.
    public var isValid: Bool {
        let bytes = self.rawValue.utf8
        guard let first = bytes.first, bytes.count <= 64 else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool { (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) }
        return isAlphanumeric(first) && bytes.allSatisfy { isAlphanumeric($0) || $0 == 95 || $0 == 45 }
    }

    /// The name as text.
    public var description: String { self.rawValue }
}
