// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
    /// Begins a history, or tells that its identity is known. A repetition is told only when the first is stored.
    public func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        switch try self.admit(record, epoch: epoch) {
        case .accepted(let position):
            try await self.wait(for: position)
            return .accepted(self.receipt(position))
        case .duplicate(let entry):
            try await self.wait(for: entry.position.rawValue)
            return .duplicate(entry)
        case .full:
            return .full
        }
    }

    // Not a part of the asynchronous function: a task would keep room for everything in it until the record is stored.
    @inline(never)
    private func admit(_ record: LedgerRecord, epoch: Epoch) throws(LedgerError) -> LedgerState.Admission {
        let frames = LedgerFrameWriter.encode(record, epoch: epoch)
        return try self.state.withLock { [frames] (state) throws(LedgerError) -> LedgerState.Admission in
            try self.check(frames.count, &state)
            if state.isFull, !state.machine.knows(record.identity) {
                state.isMaintenanceDue = true
                throw LedgerError(.unavailable, "the disk is full; nothing new is accepted until there is room in \(self.layout.directory)")
            }
            let admission = try state.machine.admit(record, epoch: epoch)
            if case .accepted(let position) = admission { state.enqueue(frames, first: position, count: 1) }
            return admission
        }
    }

    /// Records later transitions in one commit.
    @discardableResult
    public func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt {
        let last = try self.enqueue(records, epoch: epoch)
        try await self.wait(for: last)
        return self.receipt(last)
    }

    /// Records later transitions without waiting: they are stored with the next commit, or within a second while ``run()`` runs.
    public func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) {
        _ = try self.enqueue(records, epoch: epoch)
    }

    private func enqueue(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) -> UInt64 {
        let frames =
            records.count == 1 ? LedgerFrameWriter.encode(records[0], epoch: epoch) : LedgerFrameWriter.encode(records, epoch: epoch)
        return try self.state.withLock { [frames] (state) throws(LedgerError) -> UInt64 in
            try self.check(0, &state)
            let first = try state.machine.advance(records, epoch: epoch)
            state.machine.endCommit()
            guard !records.isEmpty else { return state.stored }
            state.enqueue(frames, first: first, count: records.count)
            return first + UInt64(records.count) - 1
        }
    }

    private func check(_ count: Int, _ state: inout FileLedgerState) throws(LedgerError) {
        if let failure = state.failure { throw failure }
        guard count == 0 || state.queue.count + count <= max(count, self.configuration.maximumQueuedBytes) else {
            throw LedgerError(
                .unavailable,
                "\(state.queue.count) bytes wait to be written; the disk is too slow for more: try again in a moment"
            )
        }
    }

    private func receipt(_ position: UInt64) -> LedgerReceipt {
        LedgerReceipt(position: LedgerPosition(position), storage: self.configuration.durability == .everyCommit ? .durable : .written)
    }

    /// Stores what was noted and makes everything durable.
    public func flush() async throws(LedgerError) {
        let position = self.state.withLock { state -> UInt64 in
            state.isMaintenanceDue = true
            return state.machine.next - 1
        }
        try await self.wait(for: position, evenIfStored: true)
    }
}
