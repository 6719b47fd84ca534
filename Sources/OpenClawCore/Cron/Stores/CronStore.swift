// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps scheduled jobs, their claims and the run log over restarts.
///
/// Both calls say under which epoch: a store keeps the newest it has seen and refuses older ones with ``CronError/Code/staleEpoch``, so
/// that a gateway that has lost the lead without knowing it changes nothing. Prove a store with `CronStoreConformance` of OpenClawTesting.
public protocol CronStore: Sendable {
    /// What was kept, or `nil` when there is nothing; from now on older epochs are refused. Called once for each lead, where waiting is
    /// allowed.
    func load(epoch: Epoch) async throws(CronError) -> [UInt8]?

    /// Keeps bytes in place of the last ones, whole or not at all. Returns when they are durable. Calls of one gateway never overlap.
    func save(_ bytes: [UInt8], epoch: Epoch) async throws(CronError)

    /// A word for status output: where the jobs live.
    var location: String { get }
}
