// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the ledger says to a record that begins a history.
public enum LedgerAcceptance: Sendable {
    /// The identity is new and recorded.
    case accepted(LedgerReceipt)
    /// The identity is known; this is how it stands.
    indirect case duplicate(LedgerEntry)
    /// The ledger holds as much that is not settled as its bounds allow.
    case full
}
