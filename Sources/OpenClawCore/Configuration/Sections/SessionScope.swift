// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether people have sessions of their own (`session.scope`).
public struct SessionScope: RawRepresentable, Hashable, Sendable {
    /// The scope as configuration writes it.
    public let rawValue: String

    /// Wraps a scope.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Sessions as `session.dmScope` says.
    public static let perSender = SessionScope(rawValue: "per-sender")
    /// One session for everybody.
    public static let global = SessionScope(rawValue: "global")
}
