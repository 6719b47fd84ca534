// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a round of maintenance has found and done.
public struct SessionMaintenanceReport: Sendable {
    /// What was counted and planned.
    public var plan: SessionMaintenancePlan
    /// What was done, by reason.
    public internal(set) var done: [SessionMaintenanceReason: SessionMaintenancePlan.Tally] = [:]
    /// What could not be done, and why; at most eight, then the round ends.
    public internal(set) var failures: [String] = []

    init(_ plan: SessionMaintenancePlan) { self.plan = plan }

    /// Whether another round would do more.
    public var hasMore: Bool { self.plan.isCut && !self.done.isEmpty && self.failures.isEmpty }

    /// How many of something, and how large, in words.
    static func words(_ tally: SessionMaintenancePlan.Tally, _ noun: String) -> String {
        "\(tally.count) \(noun)\(tally.count == 1 ? "" : "s") with \(ByteSize(bytes: tally.byteCount))"
    }
}
