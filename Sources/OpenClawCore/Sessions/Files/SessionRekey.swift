// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes the files of a closed ``FileSessionStore`` anew, with another key, with the first one, or in plain text.
///
/// Every file is written beside, made durable and renamed, so that each is whole at any time and has either key. Files that are right
/// already are passed over: after a crash the same call goes on. The index is written first and says of no transcript how long it is; the
/// store that is opened afterwards reads all of them, which also proves that they can be read.
package struct SessionRekey {
    /// What was done.
    package struct Outcome: Sendable, Hashable {
        /// How many files were written anew.
        package var rewritten = 0
        /// How many were right already.
        package var unchanged = 0
        /// Files that could not be read and were left alone, with the reason.
        package var leftAlone: [String] = []

        /// Nothing was done.
        package init() {}
    }

    private let root: String
    private let layout: SessionLayout
    private let fileSystem: any FileSystem
    private let encryption: WorkspaceEncryption
    private var outcome = Outcome()

    private static let ending = ".rekey"

    /// - Parameters:
    ///   - root: where the store is.
    ///   - encryption: writes with the key that is to count, and reads what the others have written.
    package init(root: String, fileSystem: any FileSystem, encryption: WorkspaceEncryption) {
        self.root = root
        self.layout = SessionLayout(root: root)
        self.fileSystem = fileSystem
        self.encryption = encryption
    }

    /// Writes everything anew. The store must not be open, here or in another process.
    package mutating func run() throws(SessionStoreError) -> Outcome {
        do throws(FileSystemError) {
            guard try self.fileSystem.status(self.layout.agents) != nil else { return self.outcome }
        } catch {
            throw .diskInFull(error)
        }
        let lock = try FileSessionStore.takeLock(self.layout, self.fileSystem)
        defer { withExtendedLifetime(lock) {} }
        do throws(FileSystemError) {
            var folders: [String] = []
            for folder in try self.fileSystem.list(self.layout.agents).sorted() where AgentID(folder).isValid {
                if try self.fileSystem.status(self.layout.directory(folder: folder))?.kind == .directory { folders.append(folder) }
            }
            try self.removeLeftovers(self.layout.agents)
            for folder in folders { try self.removeLeftovers(self.layout.directory(folder: folder)) }
            guard try !self.isDone() else { return self.outcome }
            try self.rewriteIndex()
            for folder in folders {
                try self.rewrite(self.layout.directory(folder: folder), mirror: self.layout.mirror(folder: folder))
            }
        } catch {
            throw .diskInFull(error)
        }
        return self.outcome
    }

    /// Removes what a crash has left of files that were to take another's place: it may be plain.
    private func removeLeftovers(_ directory: String) throws(FileSystemError) {
        for name in try self.fileSystem.list(directory) {
            let isLeftover = [Self.ending, ".jsonl.tmp", "sessions.json.tmp"].contains { name.hasSuffix($0) }
            if isLeftover { try self.fileSystem.remove("\(directory)/\(name)") }
        }
    }

    /// Whether every file is as it is to be.
    private func isDone() throws(FileSystemError) -> Bool {
        let found = try WorkspaceInventory(sessions: self.root, ledger: nil, fileSystem: self.fileSystem)
        guard let key = self.encryption.keyIdentifier else { return found.keys.isEmpty }
        return found.index.plain == 0 && found.transcripts.plain == 0 && found.keys.isSubset(of: [key])
    }

    private mutating func rewrite(_ directory: String, mirror: String) throws(FileSystemError) {
        for name in try self.fileSystem.list(directory).sorted() {
            let path = "\(directory)/\(name)"
            guard let id = SessionLayout.transcriptID(fileName: name), try self.fileSystem.status(path)?.kind == .file else { continue }
            let lines = try SealedLines.transcript(id, path: path, encryption: self.encryption)
            do throws(FileSystemError) {
                try self.rewrite(path, lines)
            } catch {
                guard error.code == .altered else { throw error }
                self.outcome.leftAlone.append("\(error)")
            }
        }
        if self.encryption.current != nil, try self.fileSystem.status(mirror) != nil { try self.fileSystem.remove(mirror) }
        try self.fileSystem.synchronizeDirectory(directory)
    }

    private mutating func rewrite(_ path: String, _ lines: SealedLines) throws(FileSystemError) {
        let source = try self.fileSystem.open(path, .read)
        let lines = try lines.inspecting(source)
        if try SealedLinesInspection.run(source).isWritten(with: self.encryption.keyIdentifier) {
            self.outcome.unchanged += 1
            return
        }
        var output = try Output(path: path + Self.ending, lines: lines, fileSystem: self.fileSystem)
        try LineChunks.read(source) { (line, offset, isWhole) throws(FileSystemError) in
            switch try lines.open(line, at: offset) {
            case .plain: try output.add(line)
            case .line(let plain): try plain.withRawBytes { (plain) throws(FileSystemError) in try output.add(plain) }
            case .malformed:
                // The torn end a crash has left stays one.
                guard !isWhole else { throw .altered(path, at: offset) }
                try output.addRaw(line)
            }
        }
        try output.finish()
        try self.fileSystem.rename(path + Self.ending, to: path)
        self.outcome.rewritten += 1
    }

    private mutating func rewriteIndex() throws(FileSystemError) {
        let path = self.layout.index
        guard try self.fileSystem.status(path) != nil else { return }
        let lines = try SealedLines.index(path: path, encryption: self.encryption)
        var output = try Output(path: path + Self.ending, lines: lines, fileSystem: self.fileSystem)
        try LineChunks.read(self.fileSystem.open(path, .read)) { (line, offset, isWhole) throws(FileSystemError) in
            guard isWhole else { return }
            let plain: [UInt8]
            do throws(FileSystemError) {
                switch try lines.open(line, at: offset) {
                case .plain: plain = Array(line)
                case .line(let bytes): plain = bytes
                case .malformed: return
                }
            } catch {
                // What a row said that was altered is found in its transcript.
                guard error.code == .altered else { throw error }
                return
            }
            guard case .row(var row) = plain.withRawBytes({ SessionIndexLine.parse($0) }) else {
                return try plain.withRawBytes { (plain) throws(FileSystemError) in try output.add(plain) }
            }
            row.byteCount = -1
            var writer = JSONWriter(reservingCapacity: line.count + 16)
            row.write(to: &writer)
            try writer.finish().dropLast().withContiguous { (plain) throws(FileSystemError) in try output.add(plain) }
        }
        var state = JSONWriter(reservingCapacity: 32)
        SessionIndexLine.writeState(isClean: false, to: &state)
        try state.finish().dropLast().withContiguous { (plain) throws(FileSystemError) in try output.add(plain) }
        try output.finish()
        try self.fileSystem.rename(path + Self.ending, to: path)
        try self.fileSystem.synchronizeDirectory(self.layout.agents)
        self.outcome.rewritten += 1
    }

    /// The file that is written beside.
    private struct Output {
        let file: any File
        let lines: SealedLines
        private var size = 0
        private var waiting: [UInt8] = []

        init(path: String, lines: SealedLines, fileSystem: any FileSystem) throws(FileSystemError) {
            if try fileSystem.status(path) != nil { try fileSystem.remove(path) }
            self.file = try fileSystem.open(path, .createNew)
            var lines = lines
            lines.beginsSealed = true
            self.lines = lines
        }

        mutating func add(_ line: UnsafeRawBufferPointer) throws(FileSystemError) {
            self.waiting.append(contentsOf: line)
            self.waiting.append(0x0A)
            if self.waiting.count >= 1 << 20 { try self.writeOut() }
        }

        mutating func addRaw(_ bytes: UnsafeRawBufferPointer) throws(FileSystemError) {
            try self.writeOut()
            let bytes = Array(bytes)
            self.size = try self.file.append(bytes.span.bytes)
        }

        mutating func finish() throws(FileSystemError) {
            try self.writeOut()
            try self.file.synchronize()
        }

        private mutating func writeOut() throws(FileSystemError) {
            guard !self.waiting.isEmpty else { return }
            let bytes = try self.lines.seal(self.waiting, at: self.size)
            self.size = try self.file.append(bytes.span.bytes)
            self.waiting.removeAll(keepingCapacity: true)
        }
    }
}

extension ArraySlice where Element == UInt8 {
    fileprivate func withContiguous<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        try Array(self).withRawBytes(body)
    }
}
