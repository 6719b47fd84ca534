// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How many entries a session has had; appending moves it forward by the number of entries.
public struct SessionVersion: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral {
    /// The count.
    public let rawValue: Int

    /// Wraps a count.
    public init(_ rawValue: Int) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(integerLiteral value: Int) { self.rawValue = value }

    /// The version of a session without entries.
    public static let empty: SessionVersion = 0

    /// Orders by count.
    public static func < (left: SessionVersion, right: SessionVersion) -> Bool { left.rawValue < right.rawValue }
}
