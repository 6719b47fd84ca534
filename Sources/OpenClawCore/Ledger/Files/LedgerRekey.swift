// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes the files of a closed ``FileLedger`` anew, with another key, with the first one, or as plain ones.
///
/// One segment after the other is written beside, made durable and renamed; segments that are right already are passed over, so that the
/// same call goes on after a crash.
package struct LedgerRekey {
    private let layout: LedgerLayout
    private let fileSystem: any FileSystem
    private let encryption: WorkspaceEncryption

    /// - Parameters:
    ///   - directory: the ledger's directory.
    ///   - encryption: writes with the key that is to count, and reads what the others have written.
    package init(directory: String, fileSystem: any FileSystem, encryption: WorkspaceEncryption) {
        self.layout = LedgerLayout(directory: directory)
        self.fileSystem = fileSystem
        self.encryption = encryption
    }

    /// Writes everything anew; returns how many segments that were.
    package func run() throws(LedgerError) -> Int {
        do throws(FileSystemError) {
            guard try self.fileSystem.status(self.layout.directory) != nil else { return 0 }
        } catch {
            throw .disk(error, "the ledger cannot be read: \(error)")
        }
        // Opening it takes its lock and cuts off what a crash has left.
        let ledger = try FileLedger(.init(directory: self.layout.directory), fileSystem: self.fileSystem, encryption: self.encryption)
        defer { withExtendedLifetime(ledger) {} }
        do throws(FileSystemError) {
            var count = 0
            for name in try self.fileSystem.list(self.layout.directory).sorted() where LedgerLayout.first(of: name) != nil {
                if try self.rewrite("\(self.layout.directory)/\(name)") { count += 1 }
            }
            return count
        } catch {
            throw .disk(error, "the ledger cannot be written: \(error)")
        }
    }

    private func rewrite(_ path: String) throws(FileSystemError) -> Bool {
        let source = try self.fileSystem.open(path, .read)
        let bytes = try source.read(at: 0, count: source.size())
        guard let segment = try LedgerSegmentBytes(bytes, path: path, encryption: self.encryption),
            segment.cipher?.identifier != self.encryption.keyIdentifier
        else { return false }
        var output: [UInt8]
        let cipher: LedgerSegmentCipher?
        do throws(EncryptionError) {
            cipher = try LedgerSegmentCipher.make(self.encryption)
            output = try LedgerSegmentHeader(first: segment.header.first, through: segment.header.through, cipher: cipher).bytes
        } catch {
            throw .encryption(error, path)
        }
        var failure: FileSystemError?
        let outcome = segment.scan { commit, ranges in
            guard failure == nil else { return }
            do throws(FileSystemError) {
                for range in ranges {
                    guard let frame = segment.plainFrame(range) else { throw .altered(path, at: range.lowerBound) }
                    output += try LedgerCompaction.sealed(frame, cipher, at: output.count, path)
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if outcome.damage != nil { throw .altered(path, at: outcome.end) }
        let temporary = path + ".tmp"
        if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
        let file = try self.fileSystem.open(temporary, .createNew)
        try file.append(output.span.bytes)
        try file.synchronize()
        try self.fileSystem.rename(temporary, to: path)
        try self.fileSystem.synchronizeDirectory(self.layout.directory)
        return true
    }
}
