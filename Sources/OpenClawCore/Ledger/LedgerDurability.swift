// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a ledger in files makes its records survive a power cut. What was acknowledged survives the process under every policy.
public enum LedgerDurability: Sendable, Hashable {
    /// Before it acknowledges them; acknowledgements that wait at the same time share one synchronization.
    case everyCommit
    /// At most this long after it has acknowledged them, while ``FileLedger/run()`` runs.
    case interval(Duration)
    /// When the system sees fit.
    case never
}
