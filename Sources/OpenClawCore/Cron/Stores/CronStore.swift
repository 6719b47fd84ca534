// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps scheduled jobs, their claims and the run log over restarts.
public protocol CronStore: Sendable {
    /// What was kept, or `nil` when there is nothing. Called once, where waiting is allowed.
    func load() async throws(CronError) -> [UInt8]?

    /// Keeps bytes in place of the last ones, whole or not at all. Returns when they are durable. Calls never overlap.
    func save(_ bytes: [UInt8]) async throws(CronError)

    /// A word for status output: where the jobs live.
    var location: String { get }
}
