// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads a ledger's files when it is opened: what is whole counts, a torn end is cut off, anything else is an error.
struct LedgerRecovery {
    let layout: LedgerLayout
    let configuration: FileLedger.Configuration
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?
    /// Whether what can be read of the last segment may not be on the disk, since making it durable has failed.
    var distrustsEnd = false
    /// What was repaired, in words.
    private(set) var notices: [String] = []

    /// What was found.
    struct Result {
        var machine: LedgerState
        var writer: LedgerWriter
        var sealed: [LedgerSegment]
        var recordCount: Int
    }

    init(layout: LedgerLayout, configuration: FileLedger.Configuration, fileSystem: any FileSystem, encryption: WorkspaceEncryption?) {
        self.layout = layout
        self.configuration = configuration
        self.fileSystem = fileSystem
        self.encryption = encryption
    }

    mutating func run() throws(LedgerError) -> Result {
        let segments = try self.findSegments()
        var found = Found(machine: LedgerState(limits: self.configuration.limits))
        for index in segments.indices {
            try self.read(segments[index], isLast: index == segments.count - 1, &found)
        }
        if let writer = found.writer {
            return Result(machine: found.machine, writer: writer, sealed: found.sealed, recordCount: found.recordCount)
        }
        do {
            let writer = try LedgerWriter.begin(
                first: found.machine.next,
                isProvisional: true,
                fileSystem: self.fileSystem,
                layout: self.layout,
                configuration: self.configuration,
                encryption: self.encryption
            )
            return Result(machine: found.machine, writer: writer, sealed: found.sealed, recordCount: found.recordCount)
        } catch {
            throw Self.failure(error)
        }
    }

    /// What was read so far.
    private struct Found {
        var machine: LedgerState
        var sealed: [LedgerSegment] = []
        var recordCount = 0
        var writer: LedgerWriter?
    }

    private static func failure(_ error: FileSystemError) -> LedgerError {
        .disk(error, "the ledger cannot be opened (\(error)): repair the disk or its permissions and start again")
    }

    /// The bytes of a segment, of the last one without most of the zeros ahead of its writer, and its size.
    private func contents(of segment: LedgerSegment, isLast: Bool) throws(LedgerError) -> (bytes: [UInt8], size: Int) {
        do {
            let file = try self.fileSystem.open(segment.path, .read)
            let size = try file.size()
            if isLast, let bytes = try LedgerSegmentBytes.beginning(of: file, size: size) { return (bytes, size) }
            return (try file.read(at: 0, count: size), size)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Takes the records of a segment; of the last one makes the writer, unless it had never been begun.
    private mutating func read(_ segment: LedgerSegment, isLast: Bool, _ found: inout Found) throws(LedgerError) {
        let (bytes, size) = try self.contents(of: segment, isLast: isLast)
        let opened: LedgerSegmentBytes?
        do {
            opened = try LedgerSegmentBytes(bytes, path: segment.path, encryption: self.encryption)
        } catch {
            throw Self.failure(error)
        }
        guard let opened else {
            // A segment is used only when its header is durable, so one without records never was: a crash or a full disk has stopped
            // its beginning. Where nothing is made durable, the header of the last may be missing although records follow.
            guard LedgerSegmentHeader.isUnbegun(bytes) || isLast && self.configuration.durability == .never else {
                throw Self.damaged(segment, "it has no header")
            }
            self.notices.append("\(segment.path) had not been begun; it was removed")
            do {
                try self.fileSystem.remove(segment.path)
            } catch {
                throw Self.failure(error)
            }
            return
        }
        try self.checkContinuity(segment, opened.header, &found)
        let outcome = LedgerSegmentScan.run(
            opened,
            single: { frame, _ in
                found.machine.replay(frame)
                found.machine.endCommit()
            },
            several: { commit, _ in
                for frame in commit { found.machine.replay(frame) }
                found.machine.endCommit()
            }
        )
        found.recordCount += outcome.records
        if let damage = outcome.damage {
            guard isLast, !outcome.isRotten else { throw Self.damaged(segment, "byte \(outcome.end): \(damage)") }
            self.notices.append("\(segment.path): \(damage); the end was cut off at byte \(outcome.end)")
        }
        if isLast {
            do {
                found.writer = try self.makeWriter(segment, opened, size: size, outcome)
                if let encryption, let current = encryption.keyIdentifier, opened.cipher?.identifier != current {
                    try self.beginEncrypted(segment, outcome, &found)
                }
            } catch {
                throw Self.failure(error)
            }
        } else {
            // A segment that was full is cut off at its end when the next one has begun; a crash may have come between.
            found.sealed.append(LedgerSegment(path: segment.path, first: segment.first, byteCount: outcome.end))
        }
    }

    /// A segment must follow on those before it, unless somebody has said that what is missing is given up.
    private mutating func checkContinuity(
        _ segment: LedgerSegment,
        _ header: LedgerSegmentHeader,
        _ found: inout Found
    ) throws(LedgerError) {
        defer { found.machine.skip(to: header.next) }
        guard case .missing(let positions)? = LedgerBreak(header, named: segment.first, after: found.machine.next) else { return }
        let loss = self.layout.loss(positions.lowerBound)
        let isGivenUp: Bool
        do {
            isGivenUp = try self.fileSystem.status(loss) != nil
        } catch {
            throw Self.failure(error)
        }
        if isGivenUp {
            self.notices.append("\(LedgerBreak.records(positions)) given up, as \(loss) says")
        } else if self.configuration.durability == .never {
            // The system wrote the newer file and not the end of the older one.
            self.notices.append("\(LedgerBreak.records(positions)) missing before \(segment.path): nothing was made durable")
        } else {
            throw Self.damaged(LedgerBreak.missing(positions).words(segment.path, self.layout))
        }
    }

    private func makeWriter(
        _ segment: LedgerSegment,
        _ opened: LedgerSegmentBytes,
        size: Int,
        _ outcome: LedgerSegmentScan.Outcome
    ) throws(FileSystemError) -> LedgerWriter {
        var file = try self.fileSystem.open(segment.path, .update)
        var room = size
        if self.distrustsEnd {
            // The system may have forgotten that pages it could not write are not on the disk: only a new file is certain.
            let temporary = segment.path + ".tmp"
            if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
            let copy = try self.fileSystem.open(temporary, .update)
            let bytes = try file.read(at: 0, count: outcome.end)
            try copy.write(bytes.span.bytes, at: 0)
            try copy.synchronize()
            try self.fileSystem.rename(temporary, to: segment.path)
            try self.fileSystem.synchronizeDirectory(self.layout.directory)
            file = copy
            room = outcome.end
        } else if outcome.damage != nil {
            try file.truncate(to: outcome.end)
            try file.synchronize()
            try self.fileSystem.synchronizeDirectory(self.layout.directory)
            room = outcome.end
        } else if self.configuration.durability != .never, outcome.records > 0 {
            // What survived the process may not have been made durable, nor the file's name; what is answered from now on rests on both.
            try file.synchronize()
            try self.fileSystem.synchronizeDirectory(self.layout.directory)
        }
        return LedgerWriter(
            fileSystem: self.fileSystem,
            layout: self.layout,
            configuration: self.configuration,
            encryption: self.encryption,
            cipher: opened.cipher,
            headerCount: opened.header.byteCount,
            file: file,
            first: segment.first,
            end: outcome.end,
            room: room,
            isProvisional: outcome.records == 0
        )
    }

    /// Goes on in a new segment, since what is written from now on is to be encrypted with another key than the last one.
    private func beginEncrypted(
        _ segment: LedgerSegment,
        _ outcome: LedgerSegmentScan.Outcome,
        _ found: inout Found
    ) throws(FileSystemError) {
        if outcome.records > 0 {
            try found.writer?.cutOff()
            found.sealed.append(LedgerSegment(path: segment.path, first: segment.first, byteCount: outcome.end))
        }
        found.writer = try LedgerWriter.begin(
            first: outcome.records > 0 ? found.machine.next : segment.first,
            fileSystem: self.fileSystem,
            layout: self.layout,
            configuration: self.configuration,
            encryption: self.encryption
        )
    }

    /// The segments in their order, after what a crash during a compaction has left was removed.
    private func findSegments() throws(LedgerError) -> [LedgerSegment] {
        do {
            let found = try self.listSegments()
            if let (segment, first) = found.misnamed {
                throw Self.damaged(LedgerBreak.misnamed(first: first).words(segment.path, self.layout))
            }
            let isReplaced = { (segment: LedgerSegment) in segment.first <= found.through.position && segment.first != found.through.first }
            for segment in found.segments where isReplaced(segment) { try self.fileSystem.remove(segment.path) }
            return found.segments.filter { !isReplaced($0) }.sorted { $0.first < $1.first }
        } catch let error as FileSystemError {
            throw Self.failure(error)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.unavailable, "\(error)")
        }
    }

    /// Every segment, a snapshot that stands for others, and one that is not what its name says.
    private func listSegments() throws(FileSystemError) -> (
        segments: [LedgerSegment], through: (position: UInt64, first: UInt64), misnamed: (LedgerSegment, first: UInt64)?
    ) {
        var segments: [LedgerSegment] = []
        var through: (position: UInt64, first: UInt64) = (0, 0)
        var misnamed: (LedgerSegment, first: UInt64)?
        for name in try self.fileSystem.list(self.layout.directory) {
            let path = "\(self.layout.directory)/\(name)"
            if name.hasSuffix(".log.tmp") {
                try self.fileSystem.remove(path)
                continue
            }
            guard let first = LedgerLayout.first(of: name) else { continue }
            let file = try self.fileSystem.open(path, .read)
            let header = LedgerSegmentHeader(try file.read(at: 0, count: LedgerSegmentHeader.maximumByteCount))
            _ = try header?.cipher(path, self.encryption)
            if let header, header.through > through.position { through = (header.through, first) }
            let segment = LedgerSegment(path: path, first: first, byteCount: 0)
            if let header, header.first != first { misnamed = (segment, header.first) }
            segments.append(segment)
        }
        return (segments, through, misnamed)
    }

    private static func damaged(_ segment: LedgerSegment, _ what: String) -> LedgerError {
        Self.damaged("\(segment.path), \(what); restore the file from a backup, or rename it to \(segment.path).lost to go on without its messages")
    }

    private static func damaged(_ what: String) -> LedgerError {
        LedgerError(.damaged, "the ledger is damaged, and this is no trace of a crash (see it with \"openclaw ledger check\"): \(what)")
    }
}
