// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether conversations have sessions of their own (`session.scope`, PROTOCOL 5.3).
public struct SessionScope: RawRepresentable, Hashable, Sendable {
    /// The scope as configuration writes it.
    public let rawValue: String

    /// Wraps a scope.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Groups have sessions of their own; direct conversations as `session.dmScope` says.
    public static let perSender = SessionScope(rawValue: "per-sender")
    /// Everybody shares one session of the agent that answers: `global`, and `agent:<id>:global` of agents beside the default one.
    public static let global = SessionScope(rawValue: "global")
}
