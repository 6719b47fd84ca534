// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A durable ledger that takes its time when the gateway starts, until the test lets it go on.
final class StartingLedger: Ledger {
    private let base = InMemoryLedger()
    private let gate = Mailbox<Void>(capacity: 1)

    /// Lets the gateway go on with its start.
    func goOn() { self.gate.close() }

    var isDurable: Bool { true }
    var openCount: Int { self.base.openCount }

    func unsettled() async throws(LedgerError) -> [LedgerEntry] {
        _ = await self.gate.next()
        return []
    }

    func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        try await self.base.accept(record, epoch: epoch)
    }

    func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt {
        try await self.base.append(records, epoch: epoch)
    }

    func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) { try self.base.note(records, epoch: epoch) }
    func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry? { try await self.base.entry(of: identity) }
    func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] { try await self.base.history(of: identity) }
}
