// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A ledger that lives as long as the process.
///
/// Bounds: at most `maximumOpen` histories that are not settled (more are answered ``LedgerAcceptance/full``) and `maximumSettled`
/// settled ones, the oldest of which are forgotten.
public final class InMemoryLedger: Ledger {
    private struct State {
        var machine: LedgerState
        var histories: [MessageID: [LedgerRecord]] = [:]

        mutating func keep(_ records: [LedgerRecord]) {
            for record in records {
                var record = record
                record.kind.dropPayload()
                self.histories[record.identity, default: []].append(record)
            }
            self.machine.endCommit()
            for identity in self.machine.takeForgotten() { self.histories[identity] = nil }
        }
    }

    private let state: Mutex<State>

    /// Makes an empty ledger.
    public init(maximumOpen: Int = 10_000, maximumSettled: Int = 4_096) {
        let limits = LedgerState.Limits(maximumOpen: max(1, maximumOpen), maximumSettled: max(1, maximumSettled))
        self.state = Mutex(State(machine: LedgerState(limits: limits, remembersForgotten: true)))
    }

    /// How many histories are not settled.
    public var openCount: Int { self.state.withLock { $0.machine.openCount } }

    /// Says under which epoch is written from now on.
    public func begin(_ epoch: Epoch) throws(LedgerError) {
        try self.state.withLock { (state) throws(LedgerError) in try state.machine.begin(epoch) }
    }

    /// The newest epoch that has written.
    public var lastEpoch: Epoch { self.state.withLock { $0.machine.epoch } }

    /// Begins a history, or tells that its identity is known.
    public func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        try self.state.withLock { (state) throws(LedgerError) in
            switch try state.machine.admit(record, epoch: epoch) {
            case .duplicate(let entry): return .duplicate(entry)
            case .full: return .full
            case .accepted(let position):
                // A history that gives way to this one goes before this one begins.
                for identity in state.machine.takeForgotten() { state.histories[identity] = nil }
                state.keep([record])
                return .accepted(LedgerReceipt(position: LedgerPosition(position), storage: .memory))
            }
        }
    }

    /// Records later transitions.
    @discardableResult
    public func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt {
        LedgerReceipt(position: try self.add(records, epoch: epoch), storage: .memory)
    }

    /// Records later transitions.
    public func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) {
        _ = try self.add(records, epoch: epoch)
    }

    private func add(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) -> LedgerPosition {
        try self.state.withLock { (state) throws(LedgerError) in
            let first = try state.machine.advance(records, epoch: epoch)
            state.keep(records)
            return LedgerPosition(first + UInt64(max(1, records.count)) - 1)
        }
    }

    /// How an identity stands.
    public func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry? {
        self.state.withLock { $0.machine.entry(of: identity) }
    }

    /// Everything that is not settled, oldest first.
    public func unsettled() async throws(LedgerError) -> [LedgerEntry] { self.state.withLock { $0.machine.unsettled() } }

    /// Tasks that have ended, the newest first.
    public func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry] {
        self.state.withLock { $0.machine.recentTasks(limit: limit) }
    }

    /// Every transition that is still held.
    public func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] {
        self.state.withLock { $0.histories[identity] ?? [] }
    }
}
