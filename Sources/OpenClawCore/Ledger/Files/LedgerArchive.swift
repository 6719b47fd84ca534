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
        /// What is missing between the files or has the wrong name, in words.
        package var breaks: [String] = []
        /// What is missing and was given up, in words.
        package var losses: [String] = []
        /// What is damaged, in words that name the place. The unfinished end of the last file is not: a crash leaves one.
        package var damages: [String] {
            self.segments.enumerated().compactMap { index, segment in
                guard let damage = segment.damage, segment.isRotten || index < self.segments.count - 1 else { return nil }
                return "\(segment.path), byte \(segment.bytes): \(damage)"
            } + self.breaks
        }
        /// How many records there are.
        package var records: Int { self.segments.reduce(0) { $0 + $1.records } }
    }

    /// Names a ledger.
    package init(directory: String, fileSystem: any FileSystem, encryption: WorkspaceEncryption? = nil) {
        self.directory = directory
        self.encryption = encryption
        self.fileSystem = fileSystem
    }

    /// Whether there is a ledger at all.
    package var exists: Bool {
        get throws(LedgerError) {
            do throws(FileSystemError) {
                return try self.fileSystem.list(self.directory).contains { LedgerLayout.first(of: $0) != nil }
            } catch {
                if error.code == .notFound { return false }
                throw .disk(error, "the ledger cannot be read: \(error)")
            }
        }
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
            // The position behind everything that was read; `nil` when that is not known.
            var next: UInt64? = 1
            let layout = LedgerLayout(directory: self.directory)
            for first in names.sorted() {
                let path = layout.segment(first)
                let bytes: [UInt8]
                do throws(FileSystemError) {
                    let file = try self.fileSystem.open(path, .read)
                    bytes = try file.read(at: 0, count: file.size())
                } catch  where error.code == .notFound {
                    next = nil
                    continue  // A compaction has just replaced it.
                }
                guard let segment = try LedgerSegmentBytes(bytes, path: path, encryption: self.encryption) else {
                    // One that was never begun holds nothing and is removed when the ledger is opened.
                    let isUnbegun = LedgerSegmentHeader.isUnbegun(bytes)
                    report.segments.append((path, bytes.count, 0, isUnbegun ? nil : "no header", !isUnbegun))
                    if !isUnbegun { next = nil }
                    continue
                }
                if let found = LedgerBreak(segment.header, named: first, after: next ?? first) {
                    if case .missing(let positions) = found, try self.fileSystem.status(layout.loss(positions.lowerBound)) != nil {
                        report.losses.append("\(LedgerBreak.records(positions)) given up, as \(layout.loss(positions.lowerBound)) says")
                    } else {
                        report.breaks.append(found.words(path, layout))
                    }
                    if case .misnamed = found { continue }
                }
                let outcome = segment.scan { commit, _ in
                    // What a snapshot holds already is passed over.
                    for frame in commit where frame.position > last {
                        visit(frame, path)
                        last = frame.position
                    }
                }
                report.segments.append((path, outcome.end, outcome.records, outcome.damage, outcome.isRotten))
                next = outcome.damage == nil ? max(next ?? 1, segment.header.next, last + 1) : nil
            }
            return .success(report)
        } catch {
            if error.code == .notFound { return .success(Report()) }
            return .failure(.disk(error, "the ledger cannot be read: \(error)"))
        }
    }
}
