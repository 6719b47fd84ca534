// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileSessionStore {
    /// Removes transcripts that were put aside before a moment, whether by a reset, a deletion or a repair; returns how many.
    ///
    /// Beside this only maintenance removes them, when it is told to: how long conversations are kept is the operator's decision.
    @discardableResult
    public func removeArchives(before time: Timestamp) async throws(SessionStoreError) -> Int {
        try await self.onExecutor {
            Result { () throws(FileSystemError) in try self.removeArchivesNow(before: time) }
        }.mapError { SessionStoreError.disk($0) }.get()
    }

    private func removeArchivesNow(before time: Timestamp) throws(FileSystemError) -> Int {
        var count = 0
        try self.forEachArchive { (folder, name, archivedAt) throws(FileSystemError) in
            guard archivedAt < time else { return }
            try self.fileSystem.remove("\(self.layout.directory(folder: folder))/\(name)")
            count += 1
        }
        return count
    }

    /// Goes through the transcripts that were put aside.
    private func forEachArchive(_ body: (String, String, Timestamp) throws(FileSystemError) -> Void) throws(FileSystemError) {
        for folder in try self.fileSystem.list(self.layout.agents) where AgentID(folder).isValid {
            let directory = self.layout.directory(folder: folder)
            guard try self.fileSystem.status(directory)?.kind == .directory else { continue }
            for name in try self.fileSystem.list(directory) where !name.hasSuffix(".jsonl") {
                if let archivedAt = SessionLayout.archiveTime(name) { try body(folder, name, archivedAt) }
            }
        }
    }

    // MARK: Maintenance

    /// Reads sizes and times of some sessions, from memory.
    public func usage(from position: Int, limit: Int) async throws(SessionStoreError) -> SessionUsagePage {
        self.state.withLock { $0.index.usage(from: position, limit: limit) }
    }

    /// Takes a session out of the active set: one line of the index. Its transcript stays where it is.
    @discardableResult
    public func archive(_ session: SessionUsage, at time: Timestamp, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard case .existed(let isDone) = try await self.commit(.archive(session, at: time), session.key, epoch) else { return false }
        return isDone
    }

    /// Removes an archived session: a line of the index, then its transcript.
    @discardableResult
    public func discard(_ session: SessionUsage, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard case .existed(let isDone) = try await self.commit(.discard(session), session.key, epoch) else { return false }
        return isDone
    }

    /// The transcripts that resets, deletions and repairs have put aside.
    public func archivedTranscripts(limit: Int) async throws(SessionStoreError) -> ArchivedTranscripts {
        try await self.onExecutor {
            Result { () throws(FileSystemError) in try self.archivedTranscriptsNow(limit: limit) }
        }.mapError { SessionStoreError.disk($0) }.get()
    }

    private func archivedTranscriptsNow(limit: Int) throws(FileSystemError) -> ArchivedTranscripts {
        var found = ArchivedTranscripts()
        var oldest = OldestFirst<ArchivedTranscript>(limit: limit)
        try self.forEachArchive { (folder, name, archivedAt) throws(FileSystemError) in
            let path = "\(self.layout.directory(folder: folder))/\(name)"
            guard let status = try self.fileSystem.status(path), status.kind == .file else { return }
            found.count += 1
            found.byteCount += status.size
            oldest.add(ArchivedTranscript(folder: folder, name: name, byteCount: status.size, archivedAt: archivedAt), at: archivedAt)
        }
        found.oldest = oldest.take().map(\.element)
        return found
    }

    /// Removes a transcript that a reset, a deletion or a repair has put aside.
    @discardableResult
    public func discard(_ transcript: ArchivedTranscript, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard AgentID(transcript.folder).isValid, SessionLayout.transcriptID(fileName: transcript.name) != nil,
            SessionLayout.archiveTime(transcript.name) != nil
        else { return false }
        try self.state.withLock { state -> Result<Void, SessionStoreError> in
            guard epoch >= state.newestEpoch else { return .failure(.stale(epoch, newest: state.newestEpoch)) }
            state.newestEpoch = epoch
            return .success(())
        }.get()
        let path = "\(self.layout.directory(folder: transcript.folder))/\(transcript.name)"
        return try await self.onExecutor {
            Result { () throws(FileSystemError) -> Bool in
                guard try self.fileSystem.status(path) != nil else { return false }
                try self.fileSystem.remove(path)
                return true
            }
        }.mapError { SessionStoreError.disk($0) }.get()
    }
}
