// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes a ledger's segments. It belongs to one task at a time, the one that commits a batch.
///
/// The part of the segment ahead of the writer is filled with zeros in advance: making bytes durable that only replace others costs a
/// tenth of making a file longer, since the file system's own journal is not involved.
struct LedgerWriter: Sendable {
    let fileSystem: any FileSystem
    let layout: LedgerLayout
    let configuration: FileLedger.Configuration
    let encryption: WorkspaceEncryption?
    /// Encrypts the frames of the present segment.
    private let cipher: LedgerSegmentCipher?
    /// Where the first frame of the present segment stands.
    private let headerCount: Int
    private(set) var file: any File
    private(set) var path: String
    private(set) var first: UInt64
    /// Behind the last record.
    private(set) var end: Int
    /// Up to where zeros stand.
    private(set) var room: Int
    /// Whether something was written and not made durable.
    private(set) var isDirty: Bool
    /// Whether no more room could be had; nothing new is accepted until it can.
    private(set) var isFull = false
    /// Whether the segment has no records yet, and neither its header nor its name is certain to be durable.
    private var isProvisional: Bool
    /// The size of the next filling.
    private var chunk: Int

    init(
        fileSystem: any FileSystem,
        layout: LedgerLayout,
        configuration: FileLedger.Configuration,
        encryption: WorkspaceEncryption?,
        cipher: LedgerSegmentCipher?,
        headerCount: Int,
        file: any File,
        first: UInt64,
        end: Int,
        room: Int,
        isProvisional: Bool = false
    ) {
        self.fileSystem = fileSystem
        self.layout = layout
        self.configuration = configuration
        self.encryption = encryption
        self.cipher = cipher
        self.headerCount = headerCount
        self.file = file
        self.path = layout.segment(first)
        self.first = first
        self.end = end
        self.room = room
        self.isDirty = false
        self.isProvisional = isProvisional
        self.chunk = min(256 << 10, configuration.fillBytes)
    }

    /// Begins a segment: its header and some zeros are durable, and its name, before it is used.
    /// - Parameter isProvisional: whether that is left to the first record, since nothing is to be written right now.
    static func begin(
        first: UInt64,
        isProvisional: Bool = false,
        fileSystem: any FileSystem,
        layout: LedgerLayout,
        configuration: FileLedger.Configuration,
        encryption: WorkspaceEncryption?
    ) throws(FileSystemError) -> LedgerWriter {
        let path = layout.segment(first)
        let cipher: LedgerSegmentCipher?
        let header: [UInt8]
        do throws(EncryptionError) {
            cipher = try LedgerSegmentCipher.make(encryption)
            header = try LedgerSegmentHeader(first: first, cipher: cipher).bytes
        } catch {
            throw .encryption(error, path)
        }
        if try fileSystem.status(path) != nil { try fileSystem.remove(path) }
        let file = try fileSystem.open(path, .update)
        // One that waits for its first record is filled up later, by whoever comes first: that record, or `run()`.
        let filled = isProvisional ? header : header + [UInt8](repeating: 0, count: min(256 << 10, configuration.fillBytes))
        do {
            try file.write(filled.span.bytes, at: 0)
            if configuration.durability != .never, !isProvisional {
                try file.synchronize()
                try fileSystem.synchronizeDirectory(layout.directory)
            }
        } catch {
            // The writer may go on in the segment before; recovery passes over what cannot be removed either.
            try? fileSystem.remove(path)
            throw error
        }
        return LedgerWriter(
            fileSystem: fileSystem,
            layout: layout,
            configuration: configuration,
            encryption: encryption,
            cipher: cipher,
            headerCount: header.count,
            file: file,
            first: first,
            end: header.count,
            room: filled.count,
            isProvisional: isProvisional
        )
    }

    /// Writes the frames of a batch, the first of which has the position `first`; returns the segment that was full before, if any.
    mutating func write(_ batch: inout [UInt8], first position: UInt64) throws(FileSystemError) -> LedgerSegment? {
        guard !batch.isEmpty else { return nil }
        var sealed: LedgerSegment?
        let count = self.encryption?.current == nil && self.cipher == nil ? batch.count : LedgerSegmentCipher.sealedCount(of: batch)
        if self.end > self.headerCount, self.end + count > self.configuration.segmentBytes, !self.isFull {
            do {
                sealed = try self.roll(to: position)
            } catch  where error.code == .noSpace && self.end + count <= self.room {
                self.isFull = true
            }
        }
        try self.makeRoom(for: count)
        try self.settle()
        if self.configuration.durability == .everyCommit { batch[LedgerFrameWriter.headCount - 1] |= LedgerFrameWriter.proofBit }
        if let cipher {
            do throws(EncryptionError) {
                batch = try cipher.seal(batch, at: self.end)
            } catch {
                throw .encryption(error, self.path)
            }
        }
        LedgerFrameWriter.seal(&batch)
        try self.file.write(batch.span.bytes, at: self.end)
        self.end += batch.count
        self.isDirty = true
        if self.configuration.durability == .everyCommit { try self.synchronize() }
        return sealed
    }

    /// Makes header and name of a segment that waited for its first record durable: recovery takes records behind a missing header for damage.
    private mutating func settle() throws(FileSystemError) {
        guard self.isProvisional else { return }
        if self.configuration.durability != .never {
            try self.file.synchronize()
            try self.fileSystem.synchronizeDirectory(self.layout.directory)
        }
        self.isProvisional = false
    }

    /// Makes what was written durable.
    mutating func synchronize() throws(FileSystemError) {
        guard self.isDirty else { return }
        try self.file.synchronize()
        self.isDirty = false
    }

    /// Fills the file with zeros ahead. A full disk is no failure as long as the present batch fits.
    mutating func makeRoom(for count: Int) throws(FileSystemError) {
        let reserve = min(64 << 10, self.configuration.fillBytes / 4)
        // On a full disk also to learn whether there is room again: what could not be had was perhaps the next segment.
        guard self.isFull || self.end + count + reserve > self.room else { return }
        let missing = max(0, self.end + count + reserve - self.room)
        var rest = (missing / self.chunk + 1) * self.chunk
        // In pieces: whoever carries batches out would keep the memory of a large one.
        let zeros = [UInt8](repeating: 0, count: min(rest, 64 << 10))
        do {
            while rest > 0 {
                let count = min(rest, zeros.count)
                try self.file.write(zeros.span.extracting(first: count).bytes, at: self.room)
                self.room += count
                rest -= count
            }
            self.chunk = min(self.chunk * 2, self.configuration.fillBytes)
            self.isFull = false
        } catch  where error.code == .noSpace && self.end + count <= self.room {
            self.isFull = true
        }
    }

    /// Ends a segment that another follows.
    func cutOff() throws(FileSystemError) { try self.file.truncate(to: self.end) }

    private mutating func roll(to position: UInt64) throws(FileSystemError) -> LedgerSegment {
        if self.configuration.durability != .never { try self.synchronize() }
        let next = try Self.begin(
            first: position,
            fileSystem: self.fileSystem,
            layout: self.layout,
            configuration: self.configuration,
            encryption: self.encryption
        )
        try self.file.truncate(to: self.end)
        let sealed = LedgerSegment(path: self.path, first: self.first, byteCount: self.end)
        self = next
        return sealed
    }
}
