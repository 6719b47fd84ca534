// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A world the gateway is put into.
public enum SimulationScenario: String, Sendable, CaseIterable {
    /// The way of a message: inbox, turn, outbox, on a disk, a network and in processes that fail.
    case messages
    /// The same with a platform that refuses, breaks down and does not say what it has taken.
    case delivery

    /// Runs one seed.
    /// - Parameters:
    ///   - seed: decides everything.
    ///   - flaw: a fault to plant.
    ///   - listener: told every event in words, as it happens.
    public func run(seed: UInt64, flaw: SimulationFlaw? = nil, listener: (@Sendable (String) -> Void)? = nil) async -> SimulationResult {
        switch self {
        case .messages: await MessageSimulation(seed: seed, flaw: flaw, emphasis: .messages, listener: listener).run()
        case .delivery: await MessageSimulation(seed: seed, flaw: flaw, emphasis: .delivery, listener: listener).run()
        }
    }

    /// The command that runs a seed again.
    public func command(seed: UInt64) -> String { "make simulate SCENARIO=\(self.rawValue) SEED=\(seed)" }
}
