// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A fault that is planted into the test world, to show that the simulation finds faults of its kind. None of them is in the gateway.
public enum SimulationFlaw: String, Sendable, CaseIterable {
    /// The disk says that something is durable when it is not: the same as acknowledging before `fdatasync`.
    case acknowledgesBeforeSync
    /// The channel says that nothing was sent when it does not know: the same as sending again blindly.
    case resendsBlindly
    /// The platform's identity of a message is different each time it is delivered: the same as a second memory of duplicates.
    case losesIdentity
    /// The store of scheduled jobs keeps a change only with the next one: the same as claiming a slot after its run.
    case claimsAfterRun
    /// The store takes writes of an epoch that is over.
    case ignoresEpochs

    /// The scenario that finds it.
    public var scenario: SimulationScenario {
        switch self {
        case .acknowledgesBeforeSync, .losesIdentity: .messages
        case .resendsBlindly: .delivery
        case .claimsAfterRun: .cron
        case .ignoresEpochs: .leases
        }
    }
}
