// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A ledger that lives as long as the process.
///
/// Bounds: at most `maximumOpen` messages that are not completed (more are answered ``LedgerAcceptance/full``) and
/// `maximumCompleted` completed ones, the oldest of which are forgotten.
public final class InMemoryLedger: Ledger {
    private struct Entry {
        var position: LedgerPosition
        var runID: RunID
        var completion: String?
        var records: [LedgerRecord]
    }

    private struct State {
        var entries: [MessageID: Entry] = [:]
        var completed: [MessageID?] = []
        var oldest = 0
        var next: UInt64 = 1
        var open = 0
        var epoch = Epoch.first
    }

    private let maximumOpen: Int
    private let maximumCompleted: Int
    private let state = Mutex(State())

    /// Makes an empty ledger.
    public init(maximumOpen: Int = 10_000, maximumCompleted: Int = 4_096) {
        self.maximumOpen = max(1, maximumOpen)
        self.maximumCompleted = max(1, maximumCompleted)
    }

    /// How many accepted messages have not been completed.
    public var openCount: Int { self.state.withLock { $0.open } }

    /// Records a new message, or tells that its identity is known.
    public func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        guard case .accepted(let runID, _, _) = record.kind else {
            throw LedgerError(.unknownMessage, "only an accepted record can begin a message's history")
        }
        return try self.state.withLock { (state) throws(LedgerError) in
            try Self.check(epoch, &state)
            if let entry = state.entries[record.identity] {
                return .duplicate(entry.position, runID: entry.runID, completion: entry.completion)
            }
            guard state.open < self.maximumOpen else { return .full }
            let position = LedgerPosition(state.next)
            state.next += 1
            state.open += 1
            state.entries[record.identity] = Entry(position: position, runID: runID, completion: nil, records: [record])
            return .accepted(position)
        }
    }

    /// Records later transitions.
    public func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerPosition {
        try self.state.withLock { (state) throws(LedgerError) in
            try Self.check(epoch, &state)
            for record in records {
                guard state.entries[record.identity] != nil else {
                    throw LedgerError(.unknownMessage, "no message \(record.identity) was accepted")
                }
            }
            for record in records {
                state.next += 1
                state.entries[record.identity]?.records.append(record)
                if case .completed(let status, _) = record.kind, state.entries[record.identity]?.completion == nil {
                    state.entries[record.identity]?.completion = status
                    state.open -= 1
                    self.retire(record.identity, &state)
                }
            }
            return LedgerPosition(state.next - 1)
        }
    }

    /// Every transition of a message that is still held.
    public func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] {
        self.state.withLock { $0.entries[identity]?.records ?? [] }
    }

    /// Puts a completed message in the ring and forgets the one it displaces.
    private func retire(_ identity: MessageID, _ state: inout State) {
        guard state.completed.count == self.maximumCompleted else {
            state.completed.append(identity)
            return
        }
        if let displaced = state.completed[state.oldest] { state.entries[displaced] = nil }
        state.completed[state.oldest] = identity
        state.oldest = (state.oldest + 1) % self.maximumCompleted
    }

    private static func check(_ epoch: Epoch, _ state: inout State) throws(LedgerError) {
        guard epoch >= state.epoch else {
            throw LedgerError(.staleEpoch, "epoch \(epoch) is over: epoch \(state.epoch) has written; this gateway no longer leads")
        }
        state.epoch = epoch
    }
}
