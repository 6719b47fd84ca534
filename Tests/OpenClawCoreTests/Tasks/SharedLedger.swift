// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A ledger that several gateways share and that outlives each of them.
struct SharedLedger: Ledger {
    let base = InMemoryLedger()

    var openCount: Int { self.base.openCount }
    var lastEpoch: Epoch { self.base.lastEpoch }
    var isDurable: Bool { true }

    func begin(_ epoch: Epoch) throws(LedgerError) { try self.base.begin(epoch) }

    func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        try await self.base.accept(record, epoch: epoch)
    }

    @discardableResult
    func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt {
        try await self.base.append(records, epoch: epoch)
    }

    func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) { try self.base.note(records, epoch: epoch) }

    func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry? { try await self.base.entry(of: identity) }

    func unsettled() async throws(LedgerError) -> [LedgerEntry] { try await self.base.unsettled() }

    func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry] { try await self.base.recentTasks(limit: limit) }

    func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] { try await self.base.history(of: identity) }
}
