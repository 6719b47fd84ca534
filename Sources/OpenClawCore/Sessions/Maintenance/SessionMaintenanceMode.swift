// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What maintenance of sessions does beside counting (`session.maintenance.mode`, PROTOCOL 5.3).
public struct SessionMaintenanceMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It counts and tells; nothing is archived for its age or removed.
    public static let warn = SessionMaintenanceMode(rawValue: "warn")
    /// It archives what has rested too long, and removes what is archived when there is too much of it.
    public static let enforce = SessionMaintenanceMode(rawValue: "enforce")
}
