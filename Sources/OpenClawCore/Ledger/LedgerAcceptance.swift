// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the ledger says to a message it is asked to accept.
public enum LedgerAcceptance: Sendable, Hashable {
    /// The message is new and recorded.
    case accepted(LedgerPosition)
    /// A message with this identity is recorded already; `completion` is its status when its turn has ended.
    case duplicate(LedgerPosition, runID: RunID, completion: String?)
    /// The ledger holds as many open messages as its bound allows.
    case full
}
