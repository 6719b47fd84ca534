// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How much of the run log is kept; the oldest lines go first. The log is in the file of the jobs, which is written anew for every run.
public struct CronRunLogLimits: Sendable, Hashable {
    /// The most lines of one job, 1 to 2,000.
    public var linesPerJob: Int
    /// The most lines of all jobs together: ten times as many.
    var lines: Int { 10 * self.linesPerJob }
    /// The most bytes of all lines together, at least 1,024; the newest line stays whatever its size.
    public var bytes: Int

    /// Makes limits.
    public init(linesPerJob: Int = 50, bytes: Int = 2_000_000) {
        self.linesPerJob = max(1, min(2_000, linesPerJob))
        self.bytes = max(1_024, bytes)
    }
}
