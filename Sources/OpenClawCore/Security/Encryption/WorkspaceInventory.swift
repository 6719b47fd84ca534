// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What is encrypted on disk, and with which key. Nothing is decrypted for it, so it needs no key.
package struct WorkspaceInventory: Sendable {
    /// Files of one kind.
    package struct Group: Sendable, Hashable {
        /// How many files there are.
        package var files = 0
        /// How many of them have something in plain text.
        package var plain = 0
        /// How many of them have something encrypted with each key.
        package var keys: [KeyIdentifier: Int] = [:]

        mutating func add(_ keys: Set<KeyIdentifier>, isPlain: Bool) {
            self.files += 1
            if isPlain { self.plain += 1 }
            for key in keys { self.keys[key, default: 0] += 1 }
        }
    }

    /// The index of sessions.
    package private(set) var index = Group()
    /// Transcripts, with those put aside.
    package private(set) var transcripts = Group()
    /// Segments of the ledger.
    package private(set) var ledger = Group()

    /// The file of scheduled jobs.
    package private(set) var jobs = Group()

    /// Every key that something is encrypted with.
    package var keys: Set<KeyIdentifier> {
        [self.index, self.transcripts, self.ledger, self.jobs].reduce(into: []) { keys, group in keys.formUnion(group.keys.keys) }
    }

    /// Reads the files of a store, of a ledger and of scheduled jobs, which may be in use.
    package init(
        sessions root: String?,
        ledger directory: String?,
        jobs path: String? = nil,
        fileSystem: any FileSystem
    ) throws(FileSystemError) {
        if let root { try self.readSessions(SessionLayout(root: root), fileSystem) }
        if let directory { try self.readLedger(directory, fileSystem) }
        if let path, let file = try Self.open(path, fileSystem) {
            let key = SealedFile.keyIdentifier(of: try file.read(at: 0, count: 64))
            self.jobs.add(key.map { [$0] } ?? [], isPlain: key == nil)
        }
    }

    private mutating func readSessions(_ layout: SessionLayout, _ fileSystem: any FileSystem) throws(FileSystemError) {
        guard try fileSystem.status(layout.agents) != nil else { return }
        if try fileSystem.status(layout.index) != nil {
            let found = try SealedLinesInspection.run(fileSystem.open(layout.index, .read))
            self.index.add(found.keys, isPlain: found.plainLines > 0)
        }
        for folder in try fileSystem.list(layout.agents).sorted() where AgentID(folder).isValid {
            let directory = layout.directory(folder: folder)
            guard try fileSystem.status(directory)?.kind == .directory else { continue }
            for name in try fileSystem.list(directory) where SessionLayout.transcriptID(fileName: name) != nil {
                guard let file = try Self.open("\(directory)/\(name)", fileSystem) else { continue }
                let found = try SealedLinesInspection.run(file)
                self.transcripts.add(found.keys, isPlain: found.plainLines > 0)
            }
        }
    }

    private mutating func readLedger(_ directory: String, _ fileSystem: any FileSystem) throws(FileSystemError) {
        guard try fileSystem.status(directory) != nil else { return }
        for name in try fileSystem.list(directory) where LedgerLayout.first(of: name) != nil {
            guard let file = try Self.open("\(directory)/\(name)", fileSystem),
                let header = LedgerSegmentHeader(try file.read(at: 0, count: LedgerSegmentHeader.maximumByteCount))
            else { continue }
            self.ledger.add(header.seal.map { [$0.identifier] } ?? [], isPlain: header.seal == nil)
        }
    }

    /// A regular file that is still there.
    private static func open(_ path: String, _ fileSystem: any FileSystem) throws(FileSystemError) -> (any File)? {
        do {
            guard try fileSystem.status(path)?.kind == .file else { return nil }
            return try fileSystem.open(path, .read)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }
}
