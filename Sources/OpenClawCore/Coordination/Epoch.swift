// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The term of the gateway that writes.
///
/// Every durable write carries it, and a store refuses an epoch older than the newest it has seen. A gateway that runs alone
/// writes with ``first``.
public struct Epoch: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The term's number, starting at 1.
    public let rawValue: UInt64

    /// Wraps a number.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(integerLiteral value: UInt64) { self.rawValue = value }

    /// The epoch of a gateway that runs alone.
    public static let first: Epoch = 1

    /// Orders by term.
    public static func < (left: Epoch, right: Epoch) -> Bool { left.rawValue < right.rawValue }

    /// The number.
    public var description: String { String(self.rawValue) }
}
