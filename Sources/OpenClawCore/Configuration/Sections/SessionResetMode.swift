// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What ends conversations by themselves (`session.reset.mode`).
public struct SessionResetMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nothing does.
    public static let none = SessionResetMode(rawValue: "none")
    /// An hour of the day, and a silence when one is given.
    public static let daily = SessionResetMode(rawValue: "daily")
    /// A silence.
    public static let idle = SessionResetMode(rawValue: "idle")
}
