// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
    /// Whether most of what is in the full segments is probably no longer needed.
    var isWasteful: Bool {
        self.state.withLock { state in
            let total = state.sealed.reduce(0) { $0 + $1.byteCount }
            let snapshot = state.sealed.first?.byteCount ?? 0
            return state.sealed.count > 1 && total > 2 * max(snapshot, self.configuration.segmentBytes)
        }
    }

    /// Replaces the full segments by a snapshot of what is still held; returns how many records were dropped. Commits go on meanwhile.
    @discardableResult
    public func compact() async throws(LedgerError) -> Int {
        let taken = self.state.withLock { state -> (sealed: [LedgerSegment], through: UInt64)? in
            guard !state.isCompacting, !state.isReopening, state.failure == nil, !state.sealed.isEmpty, let writer = state.writer else {
                return nil
            }
            state.isCompacting = true
            return (state.sealed, writer.first - 1)
        }
        guard let taken else { return 0 }
        let result = await self.onExecutor { () -> Result<LedgerCompaction.Result, FileSystemError> in
            Result { () throws(FileSystemError) in
                let compaction = LedgerCompaction(layout: self.layout, fileSystem: self.fileSystem, encryption: self.encryption)
                return try compaction.run(taken.sealed, through: taken.through) { identities in
                    self.state.withLock { state in identities.map { state.machine.knows($0) } }
                }
            }
        }
        self.state.withLock { state in
            state.isCompacting = false
            guard case .success(let done) = result else { return }
            state.sealed.replaceSubrange(0..<taken.sealed.count, with: [done.snapshot])
            state.statistics.compactions += 1
        }
        switch result {
        case .success(let done): return done.droppedRecords
        case .failure(let error): throw LedgerError(.unavailable, "\(error)")
        }
    }
}
