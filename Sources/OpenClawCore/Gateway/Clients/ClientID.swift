// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The gateway's name for one connection (`server.connId`).
public struct ClientID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name as text.
    public let rawValue: String

    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name as text.
    public var description: String { self.rawValue }
}
