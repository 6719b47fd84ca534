// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The one record of every message: what was accepted, what happened to it, what was sent for it.
///
/// There is no second memory of duplicates beside it. A durable implementation returns only when the records are stored according to its policy.
public protocol Ledger: Sendable {
    /// Records a new message, or tells that its identity is known; the check and the record are one step.
    func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance

    /// Records later transitions of accepted messages in one step.
    @discardableResult
    func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerPosition

    /// Every transition of a message that the ledger still holds, oldest first.
    func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord]

    /// How many accepted messages have not been completed.
    var openCount: Int { get }
}
