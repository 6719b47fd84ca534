// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileSessionStore {
    /// The end of a batch: what is due or was asked for is made durable, the index is brought up to date and kept small.
    func tidyUp(
        _ batch: [SessionCommit],
        _ writer: inout SessionWriter,
        _ results: inout [Result<SessionCommit.Outcome, SessionStoreError>]
    ) {
        var isAsked = false
        var isFinal = false
        for commit in batch {
            guard case .flush(let final) = commit.operation else { continue }
            isAsked = true
            isFinal = isFinal || final
        }
        let now = self.elapsed()
        let isServed = self.state.withLock { $0.isServed }
        let isDue =
            if case .interval(let pause) = self.configuration.durability, !isServed {
                now - writer.lastSynchronization >= pause
            } else {
                isAsked
            }
        guard isAsked || isDue || writer.lingering.count >= 64 || Self.isWasteful(writer, self.state.withLock { $0.index.count }) else {
            return
        }
        if writer.failure != nil, writer.reopening.isDue(after: now - writer.lastSynchronization) { self.renewIndex(&writer) }
        var failure = self.synchronize(&writer, includingTranscripts: isFinal || !isServed)
        writer.lastSynchronization = now
        if isFinal || now - writer.lastCheckpoint >= Configuration.checkpointInterval {
            do throws(SessionStoreError) {
                try self.checkpoint(&writer)
                writer.lastCheckpoint = now
                if isFinal, failure == nil { try self.markClean(&writer) }
            } catch {
                failure = failure ?? error
            }
        }
        if isFinal { self.writeMirror(&writer) }
        self.compactIfWasteful(&writer)
        guard let failure else { return }
        for index in batch.indices {
            if case .flush = batch[index].operation { results[index] = .failure(failure) }
        }
    }

    /// How many transcripts of an earlier process are made durable at once.
    private static let maximumInherited = 2_048

    /// Makes transcripts durable while batches go on; by ``FileSessionStore/run()``, on the executor.
    func synchronizeTranscripts() -> SessionStoreError? {
        let failure = self.synchronize(self.takeUnsynced())
        return self.synchronizeInherited(32) ?? failure
    }

    /// Makes some of the transcripts durable that an earlier process has left. As long as there are others, the index does not say that
    /// all are.
    private func synchronizeInherited(_ count: Int) -> SessionStoreError? {
        let taken = self.state.withLock { state -> [InheritedTranscript] in
            guard !state.inherited.isEmpty else { return [] }
            let taken = Array(state.inherited.suffix(count))
            state.inherited.removeLast(taken.count)
            return taken
        }
        var failure: SessionStoreError?
        do throws(FileSystemError) {
            // Whoever made a transcript may have died before its name was durable.
            for directory in Set(taken.flatMap(\.directories)).sorted() { try self.fileSystem.synchronizeDirectory(directory) }
        } catch {
            self.state.withLock { $0.inherited += taken }
            return .diskInFull(error)
        }
        for transcript in taken {
            do throws(FileSystemError) {
                // One that was reset or deleted meanwhile is nobody's transcript any more.
                guard try self.fileSystem.status(transcript.path) != nil else { continue }
                failure = self.synchronize([(transcript.key, try self.fileSystem.open(transcript.path, .append))]) ?? failure
            } catch {
                self.state.withLock { $0.inherited.insert(transcript, at: 0) }
                failure = .diskInFull(error)
            }
        }
        return failure
    }

    private func takeUnsynced() -> [(key: SessionKey, file: any File)] {
        self.state.withLock { state in
            state.hot.takeUnsynced().compactMap { item in state.index[item.place].map { (key: $0.key, file: item.file) } }
        }
    }

    /// Makes transcripts durable; returns the first failure.
    private func synchronize(_ files: [(key: SessionKey, file: any File)]) -> SessionStoreError? {
        var failure: SessionStoreError?
        for (key, file) in files {
            do throws(FileSystemError) {
                try file.synchronize()
            } catch {
                let message =
                    "the transcript of session \(key) could not be made durable (\(error.words)); it takes no more entries until it could be opened again, which is tried by itself: repair the disk"
                failure = failure ?? SessionStoreError(.unavailable, message)
                self.complain("sessions: \(message) (\(error.path))")
                self.state.withLock { state in
                    state.stop(key, message, distrustsEnd: true)
                    state.statistics.failures += 1
                    let place = state.index.place(of: key)
                    if place >= 0 { state.cool(place) }
                }
            }
        }
        return failure
    }

    /// Makes transcripts, names and index durable; returns the first failure.
    private func synchronize(_ writer: inout SessionWriter, includingTranscripts includesAll: Bool) -> SessionStoreError? {
        guard writer.synchronizes else { return nil }
        let files = writer.lingering + (includesAll ? self.takeUnsynced() : [])
        writer.lingering = []
        var failure = self.synchronize(files)
        if includesAll { failure = self.synchronizeInherited(Self.maximumInherited) ?? failure }
        do throws(FileSystemError) {
            try writer.synchronizeDirectories()
        } catch {
            failure = failure ?? .diskInFull(error)
        }
        do throws(SessionStoreError) {
            try writer.synchronizeIndex()
        } catch {
            failure = failure ?? error
        }
        return failure
    }

    /// Writes the rows that are newer than the index file.
    private func checkpoint(_ writer: inout SessionWriter) throws(SessionStoreError) {
        while true {
            let (bytes, places) = self.state.withLock { state -> ([UInt8], [Int32]) in
                let places = Array(state.dirty.suffix(512))
                state.dirty.removeLast(places.count)
                var lines = JSONWriter(reservingCapacity: 512 * places.count)
                for place in places {
                    _ = state.index.update(place) { row in
                        row.isDirty = false
                        row.write(to: &lines)
                    }
                }
                return (lines.finish(), places)
            }
            if places.isEmpty { return }
            if bytes.isEmpty { continue }
            do throws(SessionStoreError) {
                try writer.beginWriting(writer.epoch)
                try writer.appendToIndex(bytes, lines: places.count)
            } catch {
                self.state.withLock { state in
                    for place in places where state.index[place] != nil { state.markDirty(place) }
                }
                throw error
            }
            writer.isMirrorBehind = true
        }
    }

    /// Notes that all rows are up to date, so that the next start trusts them.
    private func markClean(_ writer: inout SessionWriter) throws(SessionStoreError) {
        guard writer.isMarkedOpen, writer.failure == nil,
            self.state.withLock({ $0.failures.isEmpty && $0.inherited.isEmpty && !$0.hasUnreadOrphans })
        else {
            try writer.synchronizeIndex()
            return
        }
        var line = JSONWriter(reservingCapacity: 32)
        SessionIndexLine.writeState(isClean: true, to: &line)
        try writer.appendToIndex(line.finish(), lines: 1)
        try writer.synchronizeIndex()
        writer.isMarkedOpen = false
    }

    private static func isWasteful(_ writer: SessionWriter, _ count: Int) -> Bool {
        writer.failure == nil && writer.indexLines > 2 * count + 4096
    }

    private func compactIfWasteful(_ writer: inout SessionWriter) {
        let index = self.state.withLock { $0.index }
        guard Self.isWasteful(writer, index.count) else { return }
        do throws(FileSystemError) {
            try writer.compact(index)
            self.state.withLock { state in
                for place in state.dirty { _ = state.index.update(place) { $0.isDirty = false } }
                state.dirty = []
            }
        } catch {
            self.complain("sessions: the index could not be made smaller: \(error)")
            // Not again before it has grown as much once more.
            writer.indexLines = 0
        }
    }

    /// Puts a new index in the place of one that could not be written: everything in it is in memory.
    private func renewIndex(_ writer: inout SessionWriter) {
        let index = self.state.withLock { $0.index }
        do throws(FileSystemError) {
            try writer.compact(index)
            self.report("sessions: the index was written anew; changes are taken again")
        } catch {
            self.complain("sessions: the index cannot be written anew: \(error)")
        }
    }

    /// Writes `sessions.json` of every agent, as other programs know it: an object from key to properties.
    private func writeMirror(_ writer: inout SessionWriter) {
        let index = self.state.withLock { $0.index }
        guard writer.isMirrorBehind, index.count <= self.configuration.mirrorLimit else { return }
        guard !writer.indexLinesOnDisk.seals else { return self.removeMirrors(index, &writer) }
        var folders: [String: JSONWriter] = [:]
        for folder in writer.mirroredFolders { folders[folder] = Self.emptyMirror() }
        var place = index.order.newest
        while place >= 0 {
            if let record = index[place]?.record {
                let folder = SessionLayout.folder(of: record.key)
                self.write(record, to: &folders[folder, default: Self.emptyMirror()])
            }
            place = index.order.older(than: place)
        }
        do throws(FileSystemError) {
            for folder in folders.keys.sorted() {
                guard var mirror = folders[folder] else { continue }
                mirror.endObject()
                mirror.endLine()
                try self.fileSystem.createDirectory(self.layout.directory(folder: folder))
                try self.fileSystem.replaceContents(of: self.layout.mirror(folder: folder), with: mirror.finish())
                writer.mirroredFolders.insert(folder)
            }
            writer.isMirrorBehind = false
        } catch {
            self.complain("sessions: sessions.json was not written: \(error)")
        }
    }

    /// Removes the copies other programs had before the sessions were encrypted.
    private func removeMirrors(_ index: SessionIndex, _ writer: inout SessionWriter) {
        var folders = writer.mirroredFolders
        for row in index.rows { if let row { folders.insert(SessionLayout.folder(of: row.key)) } }
        do throws(FileSystemError) {
            for folder in folders.sorted() {
                let path = self.layout.mirror(folder: folder)
                if try self.fileSystem.status(path) != nil { try self.fileSystem.remove(path) }
            }
            writer.mirroredFolders = []
            writer.isMirrorBehind = false
        } catch {
            self.complain("sessions: a sessions.json in plain text could not be removed: \(error)")
        }
    }

    private static func emptyMirror() -> JSONWriter {
        var writer = JSONWriter(reservingCapacity: 4096)
        writer.beginObject()
        return writer
    }

    private func write(_ record: SessionRecord, to writer: inout JSONWriter) {
        writer.key(record.key.rawValue)
        writer.beginObject()
        writer.field("sessionId", record.sessionID)
        writer.field("updatedAt", record.updatedAt.milliseconds)
        writer.field("sessionStartedAt", record.createdAt.milliseconds)
        writer.field("lastInteractionAt", record.lastInteractionAt.milliseconds)
        writer.field("sessionFile", self.layout.transcript(of: record.key, sessionID: record.sessionID))
        for (key, value) in record.attributes where !SessionImport.ownMembers.contains(key) {
            writer.key(key)
            writer.value(value)
        }
        writer.endObject()
    }
}
