// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A field name. Two names are equal when they differ in letter case only (RFC 9110 section 5.1).
public struct HTTPFieldName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name as written; encoders send it like this.
    public let rawValue: String

    /// Makes a name. Encoders refuse names which are not tokens.
    @inlinable
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Makes a name from a literal.
    @inlinable
    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    /// The name as written.
    public var description: String { rawValue }

    /// Compares without regard to ASCII letter case.
    public static func == (lhs: HTTPFieldName, rhs: HTTPFieldName) -> Bool {
        lhs.rawValue.utf8.elementsEqual(rhs.rawValue.utf8) { ASCII.lowercased($0) == ASCII.lowercased($1) }
    }

    /// Hashes the lowercased name.
    public func hash(into hasher: inout Hasher) {
        for byte in rawValue.utf8 { hasher.combine(ASCII.lowercased(byte)) }
    }
}
