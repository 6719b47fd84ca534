// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileSessionStore {
    private enum Found: Sendable {
        case nothing
        /// Why it cannot be read at present.
        case unchecked(String)
        /// Why it is not known whether it is there.
        case unlisted(String)
        case inMemory(SessionRecord, SessionTail)
        /// `isStopped`: a failed write may have left bytes behind the good ones.
        case onDisk(SessionRecord, byteCount: Int, file: (any File)?, isStopped: Bool)
    }

    private enum Attempt: Sendable {
        case read(SessionTail)
        /// The file is not as the index says.
        case differs
        case failed(FileSystemError)
    }

    /// Reads a session; a window of its newest entries often from memory.
    public func load(_ key: SessionKey, window: SessionWindow) async throws(SessionStoreError) -> Session? {
        guard key.isValid else { throw .invalid(key) }
        switch self.loadFromMemory(key, window) {
        case .nothing: return nil
        case .session(let session): return session
        case .elsewhere: return try await self.loadFromDisk(key, window: window)
        }
    }

    private enum InMemory {
        case nothing
        case session(Session)
        case elsewhere
    }

    /// Looks only at what needs no file. Not a part of the asynchronous function: a task would keep room for everything in it.
    @inline(never)
    private func loadFromMemory(_ key: SessionKey, _ window: SessionWindow) -> InMemory {
        switch self.state.withLock({ Self.find(key, window, in: &$0) }) {
        case .nothing: return .nothing
        case .inMemory(let record, let tail):
            let (entries, hasMore) = tail.window(window)
            return .session(Session(record: record, entries: entries, hasMore: hasMore))
        case .unchecked, .unlisted, .onDisk: return .elsewhere
        }
    }

    @inline(never)
    private func loadFromDisk(_ key: SessionKey, window: SessionWindow) async throws(SessionStoreError) -> Session? {
        for _ in 0..<8 {
            switch self.state.withLock({ Self.find(key, window, in: &$0) }) {
            case .nothing:
                return nil
            case .unchecked(let reason):
                throw SessionStoreError(
                    .unavailable,
                    "the transcript of session \(key) could not be read when the store was opened (\(reason)); it is tried again by itself"
                )
            case .unlisted(let reason): throw SessionStoreError(.unavailable, reason)
            case .inMemory(let record, let tail):
                let (entries, hasMore) = tail.window(window)
                return Session(record: record, entries: entries, hasMore: hasMore)
            case .onDisk(let record, let byteCount, let file, let isStopped):
                self.state.withLock { $0.statistics.diskLoads += 1 }
                let attempt = await self.onExecutor {
                    self.read(record, byteCount: byteCount, file: file, isStopped: isStopped, window: window)
                }
                switch attempt {
                case .read(let tail):
                    return Session(record: record, entries: tail.entries, hasMore: !tail.isComplete)
                case .differs:
                    _ = try await self.commit(.verify, key, nil)
                case .failed(let error):
                    self.complain("sessions: the transcript of session \(key) cannot be read: \(error)")
                    throw .disk(error)
                }
            }
        }
        throw SessionStoreError(.corrupt, "the transcript of session \(key) keeps changing while it is read: stop what else writes to it")
    }

    private static func find(_ key: SessionKey, _ window: SessionWindow, in state: inout FileSessionState) -> Found {
        let place = state.index.place(of: key)
        guard place >= 0, let row = state.index[place] else { return state.unlisted.refusal(of: key).map { .unlisted($0) } ?? .nothing }
        let hot = row.hot >= 0 ? state.hot.slots[Int(row.hot)] : nil
        if let hot, window.limit <= 0 || hot.tail.covers(window) {
            state.statistics.cachedLoads += 1
            _ = state.hot.use(row.hot) { _ in }
            return .inMemory(hot.record, hot.tail)
        }
        if window.limit > 0, let reason = state.unchecked(key) { return .unchecked(reason) }
        let record = hot?.record ?? row.record(key: key)
        if window.limit <= 0 || row.byteCount == 0 {
            state.statistics.cachedLoads += 1
            return .inMemory(record, SessionTail(entries: [], sizes: [], isComplete: row.version == 0))
        }
        let isStopped = !state.failures.isEmpty && state.failures[key] != nil
        return .onDisk(record, byteCount: row.byteCount, file: hot?.file, isStopped: isStopped)
    }

    private func read(
        _ record: SessionRecord,
        byteCount: Int,
        file: (any File)?,
        isStopped: Bool,
        window: SessionWindow
    ) -> Attempt {
        do throws(FileSystemError) {
            let source: any File
            if let file { source = file } else { source = try self.openForReading(record, byteCount: byteCount, isStopped: isStopped) }
            let path = self.layout.transcript(of: record.key, sessionID: record.sessionID)
            let tail = try TranscriptReader.read(
                source,
                lines: .transcript(record.sessionID, path: path, encryption: self.encryption),
                end: byteCount,
                window: window,
                maximumLineBytes: self.configuration.maximumLineBytes,
                unreadable: { self.complain(of: $0, in: path, of: record.key) }
            )
            if window.offset <= 0 { self.remember(record, tail) }
            return .read(tail)
        } catch {
            return error.code == .notFound ? .differs : .failed(error)
        }
    }

    /// Says once for each session that lines of its transcript cannot be read.
    private func complain(of offsets: [Int], in path: String, of key: SessionKey) {
        guard let first = offsets.first, self.state.withLock({ $0.damaged.insert(key).inserted }) else { return }
        let others = offsets.count == 1 ? "" : " and \(offsets.count - 1) further ones"
        self.complain(
            "sessions: \(path): the line at byte \(first)\(others) cannot be read and is passed over: something else has changed the file; the session goes on without it. Stop the gateway and restore the file from a backup to have it again"
        )
    }

    private func openForReading(
        _ record: SessionRecord,
        byteCount: Int,
        isStopped: Bool
    ) throws(FileSystemError) -> any File {
        let path = self.layout.transcript(of: record.key, sessionID: record.sessionID)
        let file = try self.fileSystem.open(path, .read)
        let size = try file.size()
        guard size == byteCount || (isStopped && size > byteCount) else {
            throw FileSystemError(.notFound, operation: "read", path: path, detail: "the size is not the expected one")
        }
        return file
    }

    /// Keeps newest entries that were read, unless the session has moved on meanwhile.
    private func remember(_ record: SessionRecord, _ tail: SessionTail) {
        guard tail.byteCount <= self.configuration.cacheBytes / 16 else { return }
        var tail = tail
        tail.trim(keepingEntries: self.configuration.cachedEntriesPerSession, bytes: self.configuration.cacheBytes / 16)
        self.state.withLock { [tail] state in
            let place = state.index.place(of: record.key)
            guard place >= 0, let row = state.index[place], row.version == record.version.rawValue, row.sessionID == record.sessionID
            else { return }
            if row.hot >= 0 {
                _ = state.hot.use(row.hot) { $0.tail = tail }
            } else {
                state.heat(HotSession(place: place, record: row.record(key: record.key), tail: tail, file: nil))
            }
            // Files that are not durable yet are closed by the next batch.
            while state.isCrowded(self.configuration), let oldest = state.hot.slots[Int(state.hot.oldest)], !oldest.isUnsynced {
                state.cool(oldest.place)
            }
        }
    }

    /// Lists sessions, the one that changed last first.
    public func list(_ query: SessionQuery) async throws(SessionStoreError) -> SessionPage {
        self.state.withLock { $0.index.list(query) }
    }

    /// Finds the record of a transcript.
    public func find(sessionID: String) async throws(SessionStoreError) -> SessionRecord? {
        self.state.withLock { $0.index.find(sessionID: sessionID) }
    }
}
