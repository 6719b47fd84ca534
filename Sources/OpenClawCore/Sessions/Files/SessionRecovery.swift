// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Opens the files of a store: reads the index, compares it with the transcripts where that is needed and repairs.
struct SessionRecovery {
    /// What was opened.
    struct Outcome {
        var index: SessionIndex
        /// Places of rows that are newer than the index file.
        var dirty: [Int32]
        var writer: SessionWriter
        /// Sessions that take no entries, and why.
        var failures: [SessionKey: String]
        /// Transcripts that an earlier process has written to and that may not be durable.
        var inherited: [InheritedTranscript]
        /// Sessions among the failures whose transcripts are looked at again by themselves, because the disk has failed.
        var broken: [SessionKey: BrokenTranscript]
        /// Whether transcripts that no session names could not be read: the next start looks at them again.
        var hasUnreadOrphans: Bool
        /// Agents whose sessions are not known, because rows were lost and the disk did not say which transcripts there are.
        var unlisted: UnlistedFolders
    }

    let layout: SessionLayout
    let configuration: FileSessionStore.Configuration
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?
    let now: Timestamp
    let report: @Sendable (String) -> Void
    let complain: @Sendable (String) -> Void

    private var index = SessionIndex()
    private var dirty: [Int32] = []
    private var deletions: [String: (key: SessionKey, removesTranscript: Bool)] = [:]
    private var epoch = Epoch(0)
    private var isClean = false
    private var lineCount = 0
    private var damagedCount = 0
    private var hasHeader = false
    private var newerFormat: Int64?
    private var failures: [SessionKey: String] = [:]
    private var inherited: [InheritedTranscript] = []
    private var broken: [SessionKey: BrokenTranscript] = [:]
    private var hasUnreadOrphans = false
    private var unlisted = UnlistedFolders()
    private var unfinished: [(key: SessionKey, sessionID: String, removesTranscript: Bool)] = []
    private var proven = ProvenTranscripts()
    /// Whether there is no index, so that nothing is known of what was durable.
    private var isMissing = false
    /// Whether rows do not know how long their transcripts are, which a change of keys has written anew and durably.
    private var hasUnmeasuredRows = false
    /// Whether the index has lines in plain text, and sealed ones.
    private var hasPlainLines = false
    private var hasSealedLines = false

    init(
        layout: SessionLayout,
        configuration: FileSessionStore.Configuration,
        fileSystem: any FileSystem,
        encryption: WorkspaceEncryption?,
        now: Timestamp,
        report: @escaping @Sendable (String) -> Void,
        complain: @escaping @Sendable (String) -> Void
    ) {
        self.layout = layout
        self.configuration = configuration
        self.fileSystem = fileSystem
        self.encryption = encryption
        self.now = now
        self.report = report
        self.complain = complain
    }

    mutating func run() throws(SessionStoreError) -> Outcome {
        do throws(FileSystemError) {
            let file = try self.fileSystem.open(self.layout.index, .append)
            let lines = try SealedLines.index(path: self.layout.index, encryption: self.encryption)
            let size = try self.readIndex(file, lines)
            if let newerFormat {
                throw FileSystemError(
                    .other,
                    operation: "read",
                    path: self.layout.index,
                    detail: "format \(newerFormat) was written by a newer version; this one reads format \(SessionIndexLine.formatVersion)"
                )
            }
            self.isMissing = !self.hasHeader && self.index.count == 0
            if self.isMissing { try self.importIndexes() }
            if self.isMissing || !self.isClean || self.damagedCount > 0 {
                try self.compareTranscripts()
                try self.adoptOrphans()
            }
            try self.finishDeletions()
            self.index.sortByTime()
            var writer = SessionWriter(
                fileSystem: self.fileSystem,
                layout: self.layout,
                configuration: self.configuration,
                encryption: self.encryption,
                indexLinesOnDisk: lines,
                index: file,
                indexSize: size,
                indexLines: self.lineCount,
                epoch: self.epoch,
                isMarkedOpen: !self.isClean
            )
            writer.pendingRemovals = self.unfinished
            if self.index.count == 0 { writer.doubtName() }
            if self.isMissing, size == 0, self.index.count == 0, self.deletions.isEmpty, !self.hasUnreadOrphans {
                try writer.begin()
            } else if !self.hasHeader || self.damagedCount > 0 || self.hasUnmeasuredRows || (lines.seals && self.hasPlainLines) {
                if !self.hasHeader || self.damagedCount > 0 || self.hasUnmeasuredRows {
                    // Every transcript was looked at. The new index says that it was closed in order, so they are made durable first.
                    try self.synchronizeInherited()
                    writer.isMarkedOpen = !self.broken.isEmpty || self.hasUnreadOrphans
                }
                try writer.compact(self.index)
                for place in self.dirty { _ = self.index.update(place) { $0.isDirty = false } }
                self.dirty = []
            }
            return Outcome(
                index: self.index,
                dirty: self.dirty,
                writer: writer,
                failures: self.failures,
                inherited: self.inherited,
                broken: self.broken,
                hasUnreadOrphans: self.hasUnreadOrphans,
                // Where no row was lost, every session is known without its folder.
                unlisted: self.isMissing || self.damagedCount > 0 ? self.unlisted : UnlistedFolders()
            )
        } catch {
            throw error.code == .other ? SessionStoreError(.corrupt, error.description) : .diskInFull(error)
        }
    }

    // MARK: Index

    /// Reads the log and returns its size without a torn last line.
    private mutating func readIndex(_ file: any File, _ lines: SealedLines) throws(FileSystemError) -> Int {
        var size = 0
        var torn = 0
        try LineChunks.read(file) { (line, offset, isWhole) throws(FileSystemError) in
            guard isWhole else {
                torn = line.count
                return
            }
            size = offset + line.count + 1
            try self.open(line, at: offset, lines)
        }
        if torn > 0 {
            try file.truncate(to: size)
            self.isClean = false
            self.report("sessions: cut off a torn last line of \(torn) bytes in \(self.layout.index)")
        }
        if self.damagedCount > 0 {
            self.report("sessions: \(self.layout.index) has \(self.damagedCount) damaged lines; comparing with the transcripts")
        }
        return size
    }

    /// Takes a line that may be encrypted. One that was altered is as good as none: what it said is found in the transcripts.
    private mutating func open(_ line: UnsafeRawBufferPointer, at offset: Int, _ lines: SealedLines) throws(FileSystemError) {
        do throws(FileSystemError) {
            switch try lines.open(line, at: offset) {
            case .plain:
                guard !self.hasSealedLines else {
                    self.damagedCount += 1
                    return
                }
                self.hasPlainLines = self.hasPlainLines || !line.isEmpty
                self.take(line)
            case .line(let plain):
                self.hasSealedLines = true
                plain.withUnsafeBytes { self.take($0) }
            case .malformed:
                self.damagedCount += 1
            }
        } catch {
            guard error.code == .altered else { throw error }
            self.damagedCount += 1
        }
    }

    private mutating func take(_ line: UnsafeRawBufferPointer) {
        guard !line.isEmpty else { return }
        self.lineCount += 1
        switch SessionIndexLine.parse(line) {
        case nil:
            self.damagedCount += 1
        case .header(let version):
            self.hasHeader = true
            if version > SessionIndexLine.formatVersion { self.newerFormat = version }
        case .state(let isClean):
            self.isClean = isClean
            if isClean { self.proven.close() }
            return
        case .epoch(let epoch):
            self.epoch = max(self.epoch, epoch)
        case .row(let row):
            var old: SessionIndexRow?
            let place = self.index.put(row) { old = $0 }
            self.proven.take(row, at: place, replacing: old)
            self.index.touch(place)
            if row.byteCount < 0 { self.hasUnmeasuredRows = true }
        case .deleted(let key, let sessionID, let removesTranscript):
            self.deletions[sessionID] = (key, removesTranscript)
            let place = self.index.place(of: key)
            if place >= 0 { self.index.remove(place) }
        }
        self.isClean = false
    }

    // MARK: Transcripts

    /// Corrects every row whose transcript has another size, or may have lost something in its midst.
    private mutating func compareTranscripts() throws(FileSystemError) {
        for place in self.index.rows.indices {
            guard let row = self.index[Int32(place)] else { continue }
            let path = self.layout.transcript(of: row.key, sessionID: row.sessionID)
            let proven = self.isMissing || row.byteCount < 0 ? nil : self.proven.part(of: row, at: Int32(place))
            do throws(FileSystemError) {
                let status = try self.fileSystem.status(path)
                if let status, status.kind != .file {
                    self.complain("sessions: \(path) is not a regular file; it is left alone")
                    continue
                }
                let size = status?.size ?? 0
                guard size != row.byteCount || size > proven?.byteCount ?? size else { continue }
                try self.correct(Int32(place), row, path, proven)
                let isDurable = row.byteCount < 0 || size <= proven?.byteCount ?? 0
                if !isDurable { self.inherited.append(InheritedTranscript(key: row.key, path: path)) }
            } catch {
                switch error.code {
                case .altered: break
                case .inputOutput, .noSpace, .permissionDenied, .notDirectory:
                    self.broken[row.key] = BrokenTranscript(isUnchecked: true, proven: proven)
                default: throw error
                }
                self.failures[row.key] = error.words
                self.complain("sessions: the session \(row.key) takes no more entries: \(error)")
            }
        }
    }

    private mutating func correct(
        _ place: Int32,
        _ row: SessionIndexRow,
        _ path: String,
        _ proven: TranscriptPart?
    ) throws(FileSystemError) {
        let check = try TranscriptCheck.run(
            path: path,
            lines: .transcript(row.sessionID, path: path, encryption: self.encryption),
            expectedBytes: row.byteCount,
            expectedVersion: row.version,
            proven: proven,
            hasTitle: row.hasTitle,
            maximumLineBytes: self.configuration.maximumLineBytes,
            fileSystem: self.fileSystem,
            now: self.now
        )
        if let notice = check.notice { self.report("sessions: \(notice)") }
        if let trouble = check.trouble { self.complain("sessions: \(trouble)") }
        guard check.isChanged else { return }
        _ = self.index.update(place) { row in
            check.correct(&row)
            row.isDirty = true
        }
        self.dirty.append(place)
    }

    private mutating func synchronizeInherited() throws(FileSystemError) {
        if self.configuration.durability != .never {
            for transcript in self.inherited where try self.fileSystem.status(transcript.path) != nil {
                try self.fileSystem.open(transcript.path, .append).synchronize()
            }
            let directories = Set(self.inherited.flatMap(\.directories))
            for directory in directories.sorted() { try self.fileSystem.synchronizeDirectory(directory) }
        }
        self.inherited = []
    }

    /// Takes up transcripts that no row names: sessions whose rows were lost, resets and deletions that were interrupted.
    private mutating func adoptOrphans() throws(FileSystemError) {
        var known: Set<String> = []
        for row in self.index.rows {
            if let row { known.insert(row.sessionID) }
        }
        var orphans: [(record: SessionRecord, check: TranscriptCheck, path: String)] = []
        for folder in try self.folders() {
            let directory = self.layout.directory(folder: folder)
            guard let names = try self.reading(folder, { disk throws(FileSystemError) in try disk.list(directory) }) else { continue }
            for name in names {
                guard let id = SessionLayout.sessionID(fileName: name), !known.contains(id), self.deletions[id] == nil else { continue }
                let path = "\(directory)/\(name)"
                let kind = try self.reading(folder, { disk throws(FileSystemError) in try disk.status(path)?.kind })
                guard kind == .some(.file) else { continue }
                guard let check = try self.checkOrphan(id, path) else { continue }
                guard let header = check.header else { continue }
                let key = header.key.flatMap { $0.isValid ? $0 : nil } ?? SessionKey("agent:\(folder):recovered:\(id)")
                let created = header.createdAt ?? .epoch
                orphans.append((SessionRecord(key: key, sessionID: id, createdAt: created, updatedAt: created), check, path))
            }
        }
        orphans.sort { ($0.record.createdAt, $0.record.sessionID) < ($1.record.createdAt, $1.record.sessionID) }
        var adopted: [SessionKey: String] = [:]
        for orphan in orphans {
            let key = orphan.record.key
            if let older = adopted[key] {
                try SessionWriter.retire(older, .reset, at: self.now, fileSystem: self.fileSystem)
            } else if self.index.place(of: key) >= 0 {
                try SessionWriter.retire(orphan.path, .reset, at: self.now, fileSystem: self.fileSystem)
                self.report("sessions: finished an interrupted reset of \(key)")
                continue
            }
            adopted[key] = orphan.path
            var row = SessionIndexRow(orphan.record, byteCount: 0)
            orphan.check.correct(&row)
            row.isDirty = true
            self.dirty.append(self.index.put(row))
            self.inherited.append(InheritedTranscript(key: key, path: orphan.path))
            self.report("sessions: took up the transcript \(orphan.path) as \(key)")
        }
    }

    /// Reads a transcript nobody knows; `nil` when it was altered or the disk does not give it: it stays as it is, and the others are
    /// taken up.
    private mutating func checkOrphan(_ id: String, _ path: String) throws(FileSystemError) -> TranscriptCheck? {
        do throws(FileSystemError) {
            return try TranscriptCheck.run(
                path: path,
                lines: .transcript(id, path: path, encryption: self.encryption),
                expectedBytes: -1,
                expectedVersion: 0,
                // Rows that were lost are those of new sessions; without an index nobody knows what was.
                proven: self.isMissing ? nil : TranscriptPart(byteCount: 0, version: 0),
                hasTitle: false,
                maximumLineBytes: self.configuration.maximumLineBytes,
                fileSystem: self.fileSystem,
                now: self.now
            )
        } catch {
            switch error.code {
            case .altered:
                self.complain("sessions: \(path) is left alone: \(error)")
            case .inputOutput, .noSpace, .permissionDenied, .symbolicLink, .notRegularFile:
                self.hasUnreadOrphans = true
                self.complain(
                    "sessions: a transcript that no session names cannot be read and is left alone until the next start: \(error); repair or remove the file"
                )
            default: throw error
            }
            return nil
        }
    }

    /// Removes or renames the transcripts of deleted sessions that are still there.
    private mutating func finishDeletions() throws(FileSystemError) {
        for (id, deletion) in self.deletions {
            let path = self.layout.transcript(of: deletion.key, sessionID: id)
            let reason = deletion.removesTranscript ? nil : SessionLayout.Archive.deleted
            do throws(FileSystemError) {
                try SessionWriter.retire(path, reason, at: self.now, fileSystem: self.fileSystem)
            } catch {
                guard Self.isPassedOver(error) else { throw error }
                self.unfinished.append((deletion.key, id, deletion.removesTranscript))
                self.complain("sessions: the transcript of a deleted session is put aside at a later start: \(error)")
            }
        }
    }

    // MARK: Folders

    /// The agents that have folders, as far as the disk says.
    private mutating func folders() throws(FileSystemError) -> [String] {
        let agents = self.layout.agents
        guard let names = try self.reading(nil, { disk throws(FileSystemError) in try disk.list(agents) }) else { return [] }
        var folders: [String] = []
        for folder in names.sorted() where AgentID(folder).isValid {
            let directory = self.layout.directory(folder: folder)
            let kind = try self.reading(folder, { disk throws(FileSystemError) in try disk.status(directory)?.kind })
            if kind == .some(.directory) { folders.append(folder) }
        }
        return folders
    }

    /// Looks at an agent's folder, or at the one of all agents. One that the disk does not give stops no start: it is reported, and looked
    /// at again at the next one.
    private mutating func reading<Value>(
        _ folder: String?,
        _ body: (any FileSystem) throws(FileSystemError) -> Value
    ) throws(FileSystemError) -> Value? {
        do throws(FileSystemError) {
            return try body(self.fileSystem)
        } catch {
            guard Self.isPassedOver(error) else { throw error }
            self.hasUnreadOrphans = true
            if self.unlisted.add(folder, error.words) {
                let whose = folder.map { "the sessions of the agent \($0)" } ?? "the folders of the agents"
                self.complain("sessions: \(whose) cannot be looked through until the next start: \(error); repair or remove the directory")
            }
            return nil
        }
    }

    /// Whether a failure is one of the place it happened at, and not of the whole disk or process.
    private static func isPassedOver(_ error: FileSystemError) -> Bool {
        switch error.code {
        case .inputOutput, .permissionDenied, .symbolicLink, .notRegularFile, .notDirectory, .notFound: true
        default: false
        }
    }

    // MARK: Foreign indexes

    /// Takes over every agent's `sessions.json`.
    private mutating func importIndexes() throws(FileSystemError) {
        for folder in try self.folders() {
            let path = self.layout.mirror(folder: folder)
            let found = try self.reading(folder) { disk throws(FileSystemError) in
                try disk.contents(of: path, maximumBytes: SessionImport.maximumFileBytes)
            }
            guard let text = found ?? nil else { continue }
            do throws(JSONError) {
                let sessions = try SessionImport(text, folder: folder)
                for record in sessions.records { self.take(record, from: folder) }
                if !sessions.rejected.isEmpty {
                    self.complain("sessions: \(path): left out \(sessions.rejected.count) entries without a usable transcript name")
                }
            } catch {
                self.complain("sessions: \(path) cannot be read (\(error)); taking up the transcripts beside it")
            }
        }
    }

    /// Takes over one session, unless another folder has a newer one of the same key or its transcript would lie elsewhere.
    private mutating func take(_ record: SessionRecord, from folder: String) {
        guard SessionLayout.folder(of: record.key) == folder else { return }
        let place = self.index.place(of: record.key)
        if place >= 0, let row = self.index[place], row.updatedAt >= record.updatedAt.milliseconds { return }
        var row = SessionIndexRow(record, byteCount: 0)
        row.isDirty = true
        self.dirty.append(self.index.put(row))
    }
}
