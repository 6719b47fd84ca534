// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why maintenance archives a session or removes a transcript.
public struct SessionMaintenanceReason: RawRepresentable, Hashable, Sendable {
    /// The reason as answers and logs write it.
    public let rawValue: String

    /// Wraps a reason.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A session of a scheduled job has rested longer than `cron.sessionRetention`.
    public static let cron = SessionMaintenanceReason(rawValue: "cron")
    /// A session has rested longer than `pruneAfter`.
    public static let age = SessionMaintenanceReason(rawValue: "age")
    /// More sessions are active than `maxEntries`.
    public static let count = SessionMaintenanceReason(rawValue: "count")
    /// What is archived has been so longer than `archiveRetention`.
    public static let retention = SessionMaintenanceReason(rawValue: "retention")
    /// All transcripts together have more bytes than `maxDiskBytes`.
    public static let disk = SessionMaintenanceReason(rawValue: "disk")

    /// All, in the order in which they are looked at.
    public static let all: [SessionMaintenanceReason] = [.cron, .age, .count, .retention, .disk]

    /// Whether it removes what cannot be brought back.
    public var removes: Bool { self == .retention || self == .disk }
}
