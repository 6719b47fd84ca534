// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The place of a record in the ledger; later records have larger positions.
public struct LedgerPosition: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt64

    /// Wraps a number.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(integerLiteral value: UInt64) { self.rawValue = value }

    /// Orders by place.
    public static func < (left: LedgerPosition, right: LedgerPosition) -> Bool { left.rawValue < right.rawValue }

    /// The number.
    public var description: String { String(self.rawValue) }
}
