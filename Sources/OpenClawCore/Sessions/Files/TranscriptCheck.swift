// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A transcript as it was found on disk, repaired where its last line was torn.
struct TranscriptCheck {
    /// The transcript, open for appending; `nil` when there is none.
    var file: (any File)?
    /// How many bytes are good.
    var byteCount = 0
    /// How many entries they have.
    var version = 0
    /// The title that was found, when one was missing.
    var title: String?
    /// The newest entries, read only when the file was not as expected.
    var newest: [SessionEntry] = []
    /// What the file's header says, read only when everything was.
    var header: TranscriptLine.Header?
    /// Whether the file was not as expected.
    var isChanged = false
    /// What was repaired, for people.
    var notice: String?
    /// What is lost, for people: something else than the store has taken it away.
    var trouble: String?

    /// Opens a transcript, compares it with what is known of it and counts again where it differs.
    ///
    /// A last line without its end is completed when it is a whole JSON object, otherwise moved to a file of its own beside the
    /// transcript (`….jsonl.torn.<time>`) and cut off.
    /// - Parameter proven: how much of it was durable when the store was closed in order last. What is behind that is read even if the
    ///   file is as long as expected, since a power cut may have left anything there, and from the first sealed line on that cannot be
    ///   opened it is torn. `nil` when nothing of the kind can have happened.
    static func run(
        path: String,
        lines: SealedLines,
        expectedBytes: Int,
        expectedVersion: Int,
        proven: TranscriptPart?,
        hasTitle: Bool,
        maximumLineBytes: Int,
        fileSystem: any FileSystem,
        now: Timestamp
    ) throws(FileSystemError) -> TranscriptCheck {
        var check = TranscriptCheck()
        guard try fileSystem.status(path) != nil else {
            check.isChanged = expectedBytes != 0 || expectedVersion != 0
            let known = proven?.byteCount ?? expectedBytes
            if known > 0 { check.trouble = "\(path): is gone, it had \(known) bytes: \(Self.remedy)" }
            return check
        }
        let file = try fileSystem.open(path, .append)
        let size = try file.size()
        check.file = file
        if size == expectedBytes, proven.map({ $0.byteCount >= size }) ?? true {
            check.byteCount = size
            check.version = expectedVersion
            return check
        }
        let start = proven ?? TranscriptPart(byteCount: expectedBytes, version: expectedVersion)
        let continues =
            start.byteCount > 0 && size >= start.byteCount ? try file.read(at: start.byteCount - 1, count: 1) == [0x0A] : false
        var scan = try TranscriptScan.run(
            file,
            lines: lines,
            from: continues ? start.byteCount : 0,
            unprovenFrom: proven?.byteCount,
            looksForTitle: !hasTitle || !continues,
            maximumLineBytes: maximumLineBytes
        )
        if scan.end < size {
            try check.repair(file, path: path, lines: lines, size: size, scan: &scan, fileSystem: fileSystem, now: now)
        }
        let known = proven?.byteCount ?? expectedBytes
        if size < known { check.trouble = "\(path): has \(size) bytes, it had \(known): \(Self.remedy)" }
        check.byteCount = scan.end
        check.version = scan.entryCount + (continues ? start.version : 0)
        check.isChanged = check.byteCount != expectedBytes || check.version != expectedVersion
        guard check.isChanged else { return check }
        check.title = scan.title
        check.header = scan.header
        check.newest = try TranscriptReader.read(
            file,
            lines: lines,
            end: scan.end,
            window: SessionWindow(limit: 8, maximumBytes: maximumLineBytes),
            maximumLineBytes: maximumLineBytes
        ).entries
        return check
    }

    private static let remedy =
        "something else has cut it off or removed it; the session goes on with what is left. Stop the gateway and restore the file from a backup to have the rest again"

    private mutating func repair(
        _ file: any File,
        path: String,
        lines: SealedLines,
        size: Int,
        scan: inout TranscriptScan,
        fileSystem: any FileSystem,
        now: Timestamp
    ) throws(FileSystemError) {
        if try scan.isTornLineWhole() {
            try file.append(([0x0A] as [UInt8]).span.bytes)
            try scan.completeTornLine()
            self.notice = "\(path): gave its last line the end it lacked"
            return
        }
        let aside = try TornTranscript.moveAside(file, path: path, from: scan.end, lines: lines, fileSystem: fileSystem, now: now)
        self.notice = "\(path): moved a torn end of \(size - scan.end) bytes to \(aside)"
    }

    /// Brings a row up to what was found.
    func correct(_ row: inout SessionIndexRow) {
        row.version = self.version
        row.byteCount = self.byteCount
        guard self.isChanged else { return }
        if let last = self.newest.last { row.updatedAt = max(row.updatedAt, last.timestamp.milliseconds) }
        if let last = self.newest.last(where: \.isInteraction) { row.interactedAt = max(row.interactedAt, last.timestamp.milliseconds) }
        if let preview = SessionRecord.preview(of: self.newest) { row.preview = preview }
        if self.version == 0 { row.preview = "" }
        if let title = self.title {
            var record = row.record
            if record.derivedTitle == nil || self.header != nil {
                record.derivedTitle = title
                row.repack(record)
            }
        }
    }
}
