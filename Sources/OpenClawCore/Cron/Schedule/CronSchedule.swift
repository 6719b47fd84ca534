// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a job runs (PROTOCOL 7.3).
public enum CronSchedule: Sendable, Hashable {
    /// Once.
    case at(Timestamp)
    /// At even distances: the anchor, and every so often after it.
    case every(milliseconds: Int64, anchor: Timestamp)
    /// By the clocks of a zone; `nil` is the gateway's. A stagger delays each run by the same part of it, which the job's name decides; `nil`
    /// is five minutes for jobs at minute 0 of several hours and nothing for others.
    case cron(CronExpression, zone: String?, staggerMilliseconds: Int64?)

    /// The shortest distance of ``every(milliseconds:anchor:)``.
    public static let shortestInterval: Int64 = 1_000

    /// `at`, `every` or `cron`.
    public var kind: String {
        switch self {
        case .at: "at"
        case .every: "every"
        case .cron: "cron"
        }
    }

    /// The zone it names.
    var zone: String? {
        if case .cron(_, let zone, _) = self { return zone }
        return nil
    }
}
