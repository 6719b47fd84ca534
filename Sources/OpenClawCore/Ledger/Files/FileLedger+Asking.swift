// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
    /// How an identity stands. An error after a failure: what is in memory then may not be in the files.
    public func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry? {
        try self.state.withLock { (state) throws(LedgerError) in
            if let failure = state.failure { throw failure }
            return state.machine.entry(of: identity)
        }
    }

    /// Everything that is not settled, oldest first. An error after a failure: what is in memory then may not be in the files.
    public func unsettled() async throws(LedgerError) -> [LedgerEntry] {
        try self.state.withLock { (state) throws(LedgerError) in
            if let failure = state.failure { throw failure }
            return state.machine.unsettled()
        }
    }

    /// Tasks that have ended, the newest first.
    public func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry] {
        self.state.withLock { $0.machine.recentTasks(limit: limit) }
    }

    /// Every transition that is still in the files, oldest first. Reads all of them.
    public func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] {
        try await self.flush()
        return try await self.onExecutor { () -> Result<[LedgerRecord], LedgerError> in
            var records: [LedgerRecord] = []
            return LedgerArchive(directory: self.layout.directory, fileSystem: self.fileSystem, encryption: self.encryption)
                .read { frame, _ in if frame.record.identity == identity { records.append(frame.record) } }
                .map { _ in records }
        }.get()
    }
}
