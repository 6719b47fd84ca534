// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A world the gateway is put into.
public enum SimulationScenario: String, Sendable, CaseIterable {
    /// The way of a message: inbox, turn, outbox, on a disk, a network and in processes that fail.
    case messages
    /// The same with a platform that refuses, breaks down and does not say what it has taken.
    case delivery
    /// The same with people who write several short messages in a row, which share a turn.
    case bursts
    /// Jobs run by the clock, in one gateway or in two on one state directory.
    case cron
    /// Gateways that share an account and a coordinator over a bad network.
    case accounts
    /// Leases as values: holders, a coordinator, and a store that refuses epochs that are over.
    case leases

    /// Runs one seed.
    /// - Parameters:
    ///   - seed: decides everything.
    ///   - flaw: a fault to plant.
    ///   - listener: told every event in words, as it happens.
    public func run(seed: UInt64, flaw: SimulationFlaw? = nil, listener: (@Sendable (String) -> Void)? = nil) async -> SimulationResult {
        switch self {
        case .messages: return await MessageSimulation(seed: seed, flaw: flaw, emphasis: .messages, listener: listener).run()
        case .delivery: return await MessageSimulation(seed: seed, flaw: flaw, emphasis: .delivery, listener: listener).run()
        case .bursts: return await MessageSimulation(seed: seed, flaw: flaw, emphasis: .bursts, listener: listener).run()
        case .cron: return await CronSimulation(seed: seed, flaw: flaw, listener: listener).run()
        case .accounts: return await AccountSimulation(seed: seed, listener: listener).run()
        case .leases:
            var simulation = LeaseSimulation(seed: seed, flaw: flaw, listener: listener)
            return simulation.run(steps: 300)
        }
    }

    /// The command that runs a seed again.
    public func command(seed: UInt64) -> String { "make simulate SCENARIO=\(self.rawValue) SEED=\(seed)" }
}
