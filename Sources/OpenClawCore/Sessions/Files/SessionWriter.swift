// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes the files of a ``FileSessionStore``. It belongs to one task at a time, the one that runs a batch.
struct SessionWriter: Sendable {
    let fileSystem: any FileSystem
    let layout: SessionLayout
    let configuration: FileSessionStore.Configuration
    let encryption: WorkspaceEncryption?
    /// How lines of the index are encrypted.
    let indexLinesOnDisk: SealedLines
    /// Keys of transcripts that were written to lately.
    private var transcripts: [String: SealedLines] = [:]
    /// The open index file.
    var index: any File
    /// Its size.
    var indexSize: Int
    /// How many lines it has.
    var indexLines: Int
    /// The newest epoch in it.
    var epoch: Epoch
    /// Asked before anything is written under an epoch.
    var epochs: (any EpochConfirming)?
    /// Whether its last state line says that transcripts may be newer than its rows.
    var isMarkedOpen: Bool
    /// Why nothing can be written at present.
    var failure: String?
    /// When the index is written anew after that.
    var reopening = ReopeningSchedule()
    /// Directories that exist.
    private var directories: Set<String> = []
    /// Directories with names that would not survive a power cut.
    private var unsyncedDirectories: Set<String> = []
    private var isIndexUnsynced = false
    /// Transcripts that are no longer kept open but would not survive a power cut yet.
    var lingering: [(key: SessionKey, file: any File)] = []
    /// Transcripts of deleted sessions that could not be removed; tried again when the store is opened next.
    var pendingRemovals: [(key: SessionKey, sessionID: String, removesTranscript: Bool)] = []
    /// Folders of agents that have a copy of the index for other programs.
    var mirroredFolders: Set<String> = []
    /// When everything was made durable last, on the store's clock.
    var lastSynchronization: Duration = .zero
    /// When the index was brought up to date last.
    var lastCheckpoint: Duration = .zero
    /// Whether the copy of the index for other programs is behind.
    var isMirrorBehind = true

    init(
        fileSystem: any FileSystem,
        layout: SessionLayout,
        configuration: FileSessionStore.Configuration,
        encryption: WorkspaceEncryption?,
        indexLinesOnDisk: SealedLines,
        index: any File,
        indexSize: Int,
        indexLines: Int,
        epoch: Epoch,
        isMarkedOpen: Bool
    ) {
        self.fileSystem = fileSystem
        self.layout = layout
        self.configuration = configuration
        self.encryption = encryption
        self.indexLinesOnDisk = indexLinesOnDisk
        self.index = index
        self.indexSize = indexSize
        self.indexLines = indexLines
        self.epoch = epoch
        self.isMarkedOpen = isMarkedOpen
    }

    /// Whether anything is ever made durable.
    var synchronizes: Bool { self.configuration.durability != .never }

    // MARK: Index

    /// Begins the index of a store that has no sessions yet. It is made durable, and its name, before the first change: until then losing it
    /// loses nothing.
    mutating func begin() throws(FileSystemError) {
        var writer = JSONWriter(reservingCapacity: 64)
        SessionIndexLine.writeHeader(to: &writer)
        SessionIndexLine.writeState(isClean: true, to: &writer)
        let bytes = try self.indexLinesOnDisk.seal(writer.finish(), at: 0)
        try self.index.append(bytes.span.bytes)
        self.indexSize = bytes.count
        self.indexLines = 2
        self.isMarkedOpen = false
        self.isIndexUnsynced = true
    }

    /// Notes that the name of an index without sessions may not be durable: whoever began it may have ended before the first change.
    mutating func doubtName() { self.noteNewNames(self.layout.agents, depth: 2) }

    /// Notes that transcripts are going to change, and by a gateway of which epoch.
    mutating func beginWriting(_ newest: Epoch) throws(SessionStoreError) {
        guard !self.isMarkedOpen || newest > self.epoch else { return }
        do throws(FileSystemError) {
            try self.epochs?.confirm(newest)
        } catch {
            throw .disk(error)
        }
        var writer = JSONWriter(reservingCapacity: 64)
        var lines = 0
        if newest > self.epoch {
            SessionIndexLine.write(newest, to: &writer)
            lines += 1
        }
        if !self.isMarkedOpen {
            SessionIndexLine.writeState(isClean: false, to: &writer)
            lines += 1
        }
        try self.appendToIndex(writer.finish(), lines: lines)
        try self.synchronizeIndex()
        do throws(FileSystemError) {
            // A new index counts from here on.
            try self.synchronizeDirectories()
        } catch {
            throw self.stop(error)
        }
        self.epoch = max(self.epoch, newest)
        self.isMarkedOpen = true
    }

    /// Adds lines to the index. After a full disk what was begun is cut off; after any other failure the store stops writing.
    mutating func appendToIndex(_ bytes: [UInt8], lines: Int) throws(SessionStoreError) {
        if let failure { throw SessionStoreError(.unavailable, failure) }
        do throws(FileSystemError) {
            let bytes = try self.indexLinesOnDisk.seal(bytes, at: self.indexSize)
            try self.index.append(bytes.span.bytes)
            self.indexSize += bytes.count
            self.indexLines += lines
            self.isIndexUnsynced = true
        } catch {
            do throws(FileSystemError) {
                try self.index.truncate(to: self.indexSize)
            } catch let second {
                throw self.stop(second)
            }
            if error.code != .noSpace { throw self.stop(error) }
            throw .diskFull(error)
        }
    }

    /// Makes the index durable, unless the store never does.
    mutating func synchronizeIndex() throws(SessionStoreError) {
        guard self.isIndexUnsynced, self.synchronizes else { return }
        do throws(FileSystemError) {
            try self.index.synchronize()
            self.isIndexUnsynced = false
        } catch {
            throw self.stop(error)
        }
    }

    private mutating func stop(_ error: FileSystemError) -> SessionStoreError {
        let message =
            "the session index cannot be written (\(error.words)); the store takes no more changes until it could be written anew, which is tried by itself: repair the disk"
        self.failure = message
        return SessionStoreError(.unavailable, message, cause: error)
    }

    /// Replaces the index file by one with a line per session. A failure leaves the old file in use.
    mutating func compact(_ sessions: SessionIndex) throws(FileSystemError) {
        let temporary = self.layout.index + ".tmp"
        if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
        let file = try self.fileSystem.open(temporary, .createNew)
        var size = 0
        var lines = 2
        var writer = JSONWriter(reservingCapacity: 300 << 10)
        SessionIndexLine.writeHeader(to: &writer)
        if self.epoch > Epoch(0) {
            SessionIndexLine.write(self.epoch, to: &writer)
            lines += 1
        }
        for removal in self.pendingRemovals {
            SessionIndexLine.writeDeleted(
                key: removal.key,
                sessionID: removal.sessionID,
                removesTranscript: removal.removesTranscript,
                to: &writer
            )
            lines += 1
        }
        var place = sessions.order.oldest
        while place >= 0 {
            sessions[place]?.write(to: &writer)
            lines += 1
            place = sessions.order.newer(than: place)
            if writer.count >= 256 << 10 {
                let bytes = try self.indexLinesOnDisk.seal(writer.bytes, at: size)
                try file.append(bytes.span.bytes)
                size += bytes.count
                writer.reset()
            }
        }
        SessionIndexLine.writeState(isClean: !self.isMarkedOpen, to: &writer)
        let bytes = try self.indexLinesOnDisk.seal(writer.finish(), at: size)
        try file.append(bytes.span.bytes)
        size += bytes.count
        if self.synchronizes { try file.synchronize() }
        try self.fileSystem.rename(temporary, to: self.layout.index)
        self.index = file
        self.failure = nil
        self.reopening = ReopeningSchedule()
        self.indexSize = size
        self.indexLines = lines
        self.isIndexUnsynced = false
        if self.synchronizes { try self.fileSystem.synchronizeDirectory(self.layout.agents) }
    }

    // MARK: Transcripts

    /// Looks a plan's transcript up on disk, when the plan needs it and it is not open.
    mutating func check(_ plan: inout SessionPlan, at now: Timestamp) {
        guard plan.file == nil, plan.refusal == nil, let row = plan.row else { return }
        do throws(FileSystemError) {
            let path = self.layout.transcript(of: plan.key, sessionID: row.sessionID)
            if plan.distrustsEnd { try self.renew(path, directory: self.layout.directory(of: plan.key)) }
            let check = try TranscriptCheck.run(
                path: path,
                lines: self.lines(of: row.sessionID, path: path),
                expectedBytes: row.byteCount,
                expectedVersion: row.version,
                proven: plan.proven,
                hasTitle: row.hasTitle,
                maximumLineBytes: self.configuration.maximumLineBytes,
                fileSystem: self.fileSystem,
                now: now
            )
            if check.isChanged {
                var corrected = row
                check.correct(&corrected)
                plan.row = corrected
            }
            plan.check = check
            plan.file = check.file
        } catch {
            plan.refusal = "the transcript of session \(plan.key) cannot be opened: \(error.words)"
            plan.failure = .disk(error)
        }
    }

    /// Puts a copy in the place of a transcript: the system may have forgotten that pages it could not write are not on the disk, so only a
    /// new file is certain.
    private func renew(_ path: String, directory: String) throws(FileSystemError) {
        guard try self.fileSystem.status(path) != nil else { return }
        let temporary = path + ".tmp"
        if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
        let source = try self.fileSystem.open(path, .read)
        let copy = try self.fileSystem.open(temporary, .createNew)
        var position = 0
        while true {
            let bytes = try source.read(at: position, count: 1 << 20)
            if bytes.isEmpty { break }
            try copy.append(bytes.span.bytes)
            position += bytes.count
        }
        try copy.synchronize()
        try self.fileSystem.rename(temporary, to: path)
        try self.fileSystem.synchronizeDirectory(directory)
    }

    /// How the lines of a transcript are encrypted.
    private mutating func lines(of sessionID: String, path: String) throws(FileSystemError) -> SealedLines {
        if let lines = self.transcripts[sessionID] { return lines }
        let lines = try SealedLines.transcript(sessionID, path: path, encryption: self.encryption)
        guard self.encryption != nil else { return lines }
        if self.transcripts.count >= self.configuration.maximumOpenSessions { self.transcripts.removeAll(keepingCapacity: true) }
        self.transcripts[sessionID] = lines
        return lines
    }

    /// How lines are encrypted that are to be written; `nil` when they are not.
    private mutating func linesForWriting(
        of sessionID: String,
        _ key: SessionKey,
        _ file: any File,
        isNew: Bool
    ) throws(FileSystemError) -> SealedLines? {
        guard self.encryption?.current != nil else { return nil }
        var lines = try self.lines(of: sessionID, path: self.layout.transcript(of: key, sessionID: sessionID))
        if isNew { lines.beginsSealed = true }
        lines = try lines.inspecting(file)
        self.transcripts[sessionID] = lines
        return lines
    }

    /// Writes the transcript that is to replace another one, durably: the index names it only then.
    mutating func writeAhead(_ plan: inout SessionPlan) {
        guard plan.failure == nil, let append = plan.replacement, let record = plan.replaced else { return }
        let path = self.layout.transcript(of: plan.key, sessionID: record.sessionID)
        let directory = self.layout.directory(of: plan.key)
        do throws(FileSystemError) {
            try self.makeDirectory(directory)
            let file = try self.fileSystem.open(path, .createNew)
            var bytes = self.header(of: plan.key, sessionID: record.sessionID, createdAt: record.createdAt) + append.bytes
            if let lines = try self.linesForWriting(of: record.sessionID, plan.key, file, isNew: true) {
                bytes = try lines.seal(bytes, at: 0)
            }
            plan.end = try file.append(bytes.span.bytes)
            guard self.synchronizes else { return }
            try file.synchronize()
            self.noteNewNames(directory, depth: 1)
            try self.synchronizeDirectories()
        } catch {
            // What was begun is nobody's transcript; what cannot be removed is put aside when the store is opened next.
            try? self.fileSystem.remove(path)
            plan.failure = .disk(error)
        }
    }

    private func header(of key: SessionKey, sessionID: String, createdAt: Timestamp) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 384)
        let header = TranscriptLine.Header(sessionID: sessionID, key: key, createdAt: createdAt)
        TranscriptLine.writeHeader(header, workingDirectory: self.configuration.workingDirectory, to: &writer)
        return writer.finish()
    }

    /// Writes a plan's entries with one call.
    mutating func write(_ plan: inout SessionPlan) {
        guard plan.failure == nil, plan.entryCount > 0, let record = plan.created ?? plan.row?.record(key: plan.key) else { return }
        self.write(&plan, sessionID: record.sessionID, createdAt: record.createdAt)
    }

    private mutating func write(_ plan: inout SessionPlan, sessionID: String, createdAt: Timestamp) {
        let start = plan.row?.byteCount ?? 0
        let file: any File
        do throws(FileSystemError) {
            file = try self.openForWriting(&plan, sessionID: sessionID)
        } catch {
            plan.failure = .disk(error)
            return
        }
        do throws(FileSystemError) {
            let count: Int
            let lines = try self.linesForWriting(of: sessionID, plan.key, file, isNew: start == 0)
            if start > 0, plan.appends.count == 1, lines == nil {
                let bytes = plan.appends[0].bytes
                count = bytes.count
                plan.end = try file.append(bytes.span.bytes)
            } else {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(384 + plan.appends.reduce(0) { $0 + $1.bytes.count })
                if start == 0 { bytes += self.header(of: plan.key, sessionID: sessionID, createdAt: createdAt) }
                for append in plan.appends { bytes += append.bytes }
                if let lines { bytes = try lines.seal(bytes, at: start) }
                count = bytes.count
                plan.end = try file.append(bytes.span.bytes)
            }
            plan.isDisturbed = plan.end != start + count
            plan.isUnsynced = true
            if plan.isDisturbed, self.encryption?.current != nil {
                // What was sealed for one place cannot stand at another.
                plan.isStopped = true
                throw FileSystemError(.other, operation: "append", path: "\(sessionID).jsonl", detail: "another program writes to it")
            }
        } catch {
            self.fail(&plan, file, cutTo: start, error)
            return
        }
        guard self.configuration.durability == .everyCommit else { return }
        do throws(FileSystemError) {
            try file.synchronize()
            try self.synchronizeDirectories()
            plan.isUnsynced = false
        } catch {
            plan.isStopped = true
            plan.distrustsEnd = true
            self.fail(&plan, file, cutTo: start, error)
        }
    }

    private mutating func openForWriting(_ plan: inout SessionPlan, sessionID: String) throws(FileSystemError) -> any File {
        if let file = plan.file { return file }
        let directory = self.layout.directory(of: plan.key)
        try self.makeDirectory(directory)
        let file = try self.fileSystem.open(
            self.layout.transcript(of: plan.key, sessionID: sessionID),
            plan.created == nil ? .append : .createNew
        )
        self.noteNewNames(directory, depth: 1)
        plan.file = file
        return file
    }

    /// Cuts off what a failed write has left. Only a full disk whose traces could be removed does not stop the session.
    private func fail(_ plan: inout SessionPlan, _ file: any File, cutTo size: Int, _ error: FileSystemError) {
        do throws(FileSystemError) {
            try file.truncate(to: size)
            if error.code != .noSpace { plan.isStopped = true }
        } catch {
            plan.isStopped = true
        }
        plan.failure =
            plan.isStopped
            ? SessionStoreError(
                .unavailable,
                "the transcript of session \(plan.key) could not be written (\(error.words)); it takes no more entries until it could be opened again, which is tried by itself: repair the disk",
                cause: error
            )
            : .diskFull(error)
    }

    /// Puts a retired transcript aside or removes it. The index has forgotten it already.
    mutating func retire(_ plan: SessionPlan, at now: Timestamp) throws(FileSystemError) {
        guard plan.failure == nil, let retired = plan.retired else { return }
        if plan.isUnsynced, !retired.isRemoved, self.synchronizes { try plan.file?.synchronize() }
        try Self.retire(
            self.layout.transcript(of: plan.key, sessionID: retired.sessionID),
            retired.isRemoved ? nil : retired.reason,
            at: now,
            fileSystem: self.fileSystem
        )
        self.noteNewNames(self.layout.directory(of: plan.key), depth: 1)
        if self.configuration.durability == .everyCommit { try self.synchronizeDirectories() }
    }

    /// Renames a transcript for a reason, or removes it when there is none; one that is not there is fine.
    static func retire(
        _ path: String,
        _ reason: SessionLayout.Archive?,
        at now: Timestamp,
        fileSystem: any FileSystem
    ) throws(FileSystemError) {
        guard try fileSystem.status(path) != nil else { return }
        guard let reason else { return try fileSystem.remove(path) }
        var time = now
        while try fileSystem.status(SessionLayout.archived(path, reason, at: time)) != nil { time.milliseconds += 1 }
        try fileSystem.rename(path, to: SessionLayout.archived(path, reason, at: time))
    }

    // MARK: Directories

    private mutating func makeDirectory(_ directory: String) throws(FileSystemError) {
        guard !self.directories.contains(directory) else { return }
        try self.fileSystem.createDirectory(directory)
        self.directories.insert(directory)
        self.noteNewNames(directory, depth: 3)
    }

    /// Notes that a directory, and so many above it, have new names.
    private mutating func noteNewNames(_ directory: String, depth: Int) {
        guard self.synchronizes else { return }
        var path = Substring(directory)
        for _ in 0..<depth {
            self.unsyncedDirectories.insert(String(path))
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
            path = path[..<slash]
        }
    }

    /// Makes new names durable.
    mutating func synchronizeDirectories() throws(FileSystemError) {
        for directory in self.unsyncedDirectories.sorted() {
            try self.fileSystem.synchronizeDirectory(directory)
            self.unsyncedDirectories.remove(directory)
        }
    }
}

extension SessionStoreError {
    /// What the disk said, without the file's path: the log is told that, by who throws this.
    static func disk(_ error: FileSystemError) -> SessionStoreError {
        var failure = SessionStoreError(Self.code(of: error), Self.words(error, "\(error.words)"), cause: error)
        failure.isPassing = error.code == .noSpace
        return failure
    }

    /// What the disk said, with the file's path: for those who start the gateway.
    static func diskInFull(_ error: FileSystemError) -> SessionStoreError {
        SessionStoreError(Self.code(of: error), Self.words(error, error.description), cause: error)
    }

    private static func code(of error: FileSystemError) -> Code {
        switch error.code {
        case .symbolicLink, .notRegularFile, .notDirectory, .altered: .corrupt
        case .anotherKey: .anotherKey
        default: .unavailable
        }
    }

    private static func words(_ error: FileSystemError, _ words: String) -> String {
        switch error.code {
        case .symbolicLink, .notRegularFile, .notDirectory:
            "\(words); session files are regular files in directories of their own: remove what is in the way"
        case .noSpace: "the disk is full (\(words)): make room"
        case .permissionDenied: "\(words): give the gateway's user the right to write there"
        default: words
        }
    }
}
