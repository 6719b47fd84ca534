// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What reading a transcript forwards finds: how many entries, and where the last whole line ends.
struct TranscriptScan {
    /// How many entries there are from the start of the scan.
    private(set) var entryCount = 0
    /// The offset behind the last whole line.
    private(set) var end: Int
    /// Bytes behind that: a line without its end.
    private(set) var torn: [UInt8] = []
    /// Whether the torn bytes are more than are kept.
    private(set) var isTornTooLong = false
    /// The beginning of the first user message with words.
    private(set) var title: String?
    /// The header, when the scan began at the beginning.
    private(set) var header: TranscriptLine.Header?

    private let lines: SealedLines
    private let looksForTitle: Bool
    /// From which offset on a power cut may have left anything; `nil` where every sealed line was durable once.
    private let unprovenFrom: Int?
    private var tornLength = 0
    private var hasSealedLines = false
    /// Behind the last line that was sealed or may stand where it does, once something else was found behind it.
    private var soundEnd: Int?

    private init(lines: SealedLines, start: Int, unprovenFrom: Int?, looksForTitle: Bool) {
        self.lines = lines
        self.end = start
        self.unprovenFrom = unprovenFrom
        self.looksForTitle = looksForTitle
    }

    /// Reads a file from an offset, which is the beginning of a line, to its end.
    /// - Parameters:
    ///   - unprovenFrom: from there on what was not made durable may be lost in the middle of the file: everything from the first sealed
    ///     line that cannot be opened on is torn. Elsewhere such a line is ``FileSystemError/Code/altered``. Another key is an error
    ///     everywhere.
    ///   - maximumLineBytes: lines longer than this are passed over.
    static func run(
        _ file: any File,
        lines: SealedLines,
        from start: Int,
        unprovenFrom: Int?,
        looksForTitle: Bool,
        maximumLineBytes: Int
    ) throws(FileSystemError) -> TranscriptScan {
        var scan = TranscriptScan(
            lines: try lines.inspecting(file),
            start: start,
            unprovenFrom: unprovenFrom,
            looksForTitle: looksForTitle
        )
        scan.hasSealedLines = try scan.isSealed(file, before: start)
        var position = start
        while true {
            let chunk = try file.read(at: position, count: 256 << 10)
            if chunk.isEmpty {
                scan.finish(start: start)
                return scan
            }
            position += chunk.count
            try scan.take(chunk, maximumLineBytes: lines.limit(maximumLineBytes))
        }
    }

    /// Whether the line before an offset is sealed, so that none behind it may be plain.
    private func isSealed(_ file: any File, before start: Int) throws(FileSystemError) -> Bool {
        guard start > 0, let beginsSealed = self.lines.beginsSealed else { return false }
        if beginsSealed { return true }
        var (position, count) = (start - 1, 4 << 10)
        var line: [UInt8] = []
        while position > 0 {
            count = min(count, position)
            position -= count
            let bytes = try file.read(at: position, count: count)
            if let newline = bytes.lastIndex(of: 0x0A) {
                line = bytes[(newline + 1)...] + line
                break
            }
            line = bytes + line.prefix(64)
            count = min(count * 2, 1 << 20)
        }
        return line.withRawBytes { SealedLines.isSealed($0) }
    }

    private mutating func take(_ chunk: [UInt8], maximumLineBytes: Int) throws(FileSystemError) {
        var start = 0
        while let newline = chunk[start...].firstIndex(of: 0x0A) {
            if self.isTornTooLong {
                self.end += chunk.distance(from: start, to: newline) + 1 + self.tornLength
            } else if self.torn.isEmpty {
                try chunk.withRawBytes { (buffer) throws(FileSystemError) in
                    try self.open(UnsafeRawBufferPointer(rebasing: buffer[start..<newline]))
                }
                self.end += newline - start + 1
            } else {
                let line = self.torn + chunk[start..<newline]
                try line.withRawBytes { (buffer) throws(FileSystemError) in try self.open(buffer) }
                self.end += line.count + 1
            }
            self.torn = []
            self.tornLength = 0
            self.isTornTooLong = false
            start = newline + 1
        }
        self.tornLength += chunk.count - start
        if self.tornLength > maximumLineBytes {
            self.isTornTooLong = true
            self.torn = []
        } else {
            self.torn += chunk[start...]
        }
    }

    /// Takes a line that stands at ``end``.
    private mutating func open(_ line: UnsafeRawBufferPointer) throws(FileSystemError) {
        switch try self.opened(line) {
        case .line(let plain):
            // A crash leaves nothing whole behind what is broken, except where a power cut leaves sectors in an order of their own.
            if let soundEnd {
                if self.isUnproven(soundEnd) { return }
                throw .altered(self.lines.path, at: soundEnd)
            }
            self.hasSealedLines = true
            plain.withUnsafeBytes { self.takeLine($0) }
        case .plain:
            guard self.hasSealedLines else { return self.takeLine(line) }
            if TranscriptLine.kind(of: line) != .unreadable, !self.isUnproven(self.end) { throw .altered(self.lines.path, at: self.end) }
            self.soundEnd = self.soundEnd ?? self.end
        case .malformed:
            self.soundEnd = self.soundEnd ?? self.end
        }
    }

    private func isUnproven(_ offset: Int) -> Bool { self.unprovenFrom.map { offset >= $0 } ?? false }

    /// Opens a line that stands at ``end``; one that was altered is broken where a power cut may have done it.
    private func opened(_ line: UnsafeRawBufferPointer) throws(FileSystemError) -> SealedLines.Opened {
        do throws(FileSystemError) {
            return try self.lines.open(line, at: self.end)
        } catch {
            guard error.code == .altered, self.isUnproven(self.end) else { throw error }
            return .malformed
        }
    }

    /// Everything behind the last sound line is torn.
    private mutating func finish(start: Int) {
        // A sealed file without its header begins anew.
        if start == 0, self.lines.seals, self.isUnproven(0), self.header == nil, self.entryCount == 0 { self.soundEnd = 0 }
        guard let soundEnd else { return }
        self.end = soundEnd
        self.isTornTooLong = true
        self.torn = []
    }

    private mutating func takeLine(_ line: UnsafeRawBufferPointer) {
        switch TranscriptLine.kind(of: line) {
        case .header:
            if self.header == nil, self.entryCount == 0 { self.header = TranscriptLine.header(line) }
        case .entry:
            self.entryCount += 1
            if self.looksForTitle, self.title == nil, let entry = TranscriptLine.entry(line) {
                self.title = SessionRecord.title(of: [entry])
            }
        case .unreadable:
            break
        }
    }

    /// Whether the torn bytes are a whole entry that only lacks its line end, as editors leave it.
    func isTornLineWhole() throws(FileSystemError) -> Bool {
        guard !self.torn.isEmpty else { return false }
        return try self.torn.withRawBytes { (buffer) throws(FileSystemError) in
            switch try self.opened(buffer) {
            case .line: true
            case .plain: !self.hasSealedLines && TranscriptLine.kind(of: buffer) != .unreadable
            case .malformed: false
            }
        }
    }

    /// Counts the torn line after it was given its end.
    mutating func completeTornLine() throws(FileSystemError) {
        try self.torn.withRawBytes { (buffer) throws(FileSystemError) in try self.open(buffer) }
        self.end += self.torn.count + 1
        self.torn = []
        self.tornLength = 0
    }
}
