// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a connection is: an operator's client or a node.
public struct Role: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The role as it stands on the wire.
    public let rawValue: String

    /// Wraps a role.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A person's or program's client.
    public static let `operator` = Role(rawValue: "operator")
    /// A machine that offers commands.
    public static let node = Role(rawValue: "node")

    /// The role as it stands on the wire.
    public var description: String { self.rawValue }
}
