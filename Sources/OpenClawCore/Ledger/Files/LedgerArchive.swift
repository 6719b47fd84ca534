// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A ledger's files, read without opening them for writing: for looking at a ledger while a gateway uses it, or after a crash.
package struct LedgerArchive: Sendable {
    let directory: String
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?

    /// What was found.
    package struct Report: Sendable {
        /// The files in their order, with how many records each has.
        package var segments: [(path: String, bytes: Int, records: Int, damage: String?, isRotten: Bool)] = []
        /// How many records there are.
        package var records: Int { self.segments.reduce(0) { $0 + $1.records } }
    }

    /// Names a ledger.
    package init(directory: String, fileSystem: any FileSystem, encryption: WorkspaceEncryption? = nil) {
        self.directory = directory
        self.encryption = encryption
        self.fileSystem = fileSystem
    }

    /// Reads everything for people: position, epoch and record, oldest first.
    package func records(_ visit: (LedgerPosition, Epoch, LedgerRecord) -> Void) throws(LedgerError) -> Report {
        try self.read { frame, _ in visit(LedgerPosition(frame.position), frame.epoch, frame.record) }.get()
    }

    func read(_ visit: (LedgerFrame, _ path: String) -> Void) -> Result<Report, LedgerError> {
        do throws(FileSystemError) {
            var names: [UInt64] = []
            for name in try self.fileSystem.list(self.directory) { if let first = LedgerLayout.first(of: name) { names.append(first) } }
            var report = Report()
            var last: UInt64 = 0
            for first in names.sorted() {
                let path = LedgerLayout(directory: self.directory).segment(first)
                let bytes: [UInt8]
                do throws(FileSystemError) {
                    let file = try self.fileSystem.open(path, .read)
                    bytes = try file.read(at: 0, count: file.size())
                } catch  where error.code == .notFound {
                    continue  // A compaction has just replaced it.
                }
                guard let segment = try LedgerSegmentBytes(bytes, path: path, encryption: self.encryption) else {
                    // One that was never begun holds nothing and is removed when the ledger is opened.
                    let isUnbegun = LedgerSegmentHeader.isUnbegun(bytes)
                    report.segments.append((path, bytes.count, 0, isUnbegun ? nil : "no header", !isUnbegun))
                    continue
                }
                let outcome = segment.scan { commit, _ in
                    // What a snapshot holds already is passed over.
                    for frame in commit where frame.position > last {
                        visit(frame, path)
                        last = frame.position
                    }
                }
                report.segments.append((path, outcome.end, outcome.records, outcome.damage, outcome.isRotten))
            }
            return .success(report)
        } catch {
            if error.code == .notFound { return .success(Report()) }
            return .failure(.disk(error, "the ledger cannot be read: \(error)"))
        }
    }
}
