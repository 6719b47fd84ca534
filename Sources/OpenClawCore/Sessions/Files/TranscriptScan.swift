// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What reading a transcript forwards finds: how many entries, and where the last whole line ends.
struct TranscriptScan: Equatable {
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

    private let looksForTitle: Bool
    private var tornLength = 0

    private init(start: Int, looksForTitle: Bool) {
        self.end = start
        self.looksForTitle = looksForTitle
    }

    /// Reads a file from an offset, which is the beginning of a line, to its end.
    /// - Parameter maximumLineBytes: lines longer than this are passed over.
    static func run(
        _ file: any File,
        from start: Int,
        looksForTitle: Bool,
        maximumLineBytes: Int
    ) throws(FileSystemError) -> TranscriptScan {
        var scan = TranscriptScan(start: start, looksForTitle: looksForTitle)
        var position = start
        while true {
            let chunk = try file.read(at: position, count: 256 << 10)
            if chunk.isEmpty { return scan }
            position += chunk.count
            scan.take(chunk, maximumLineBytes: maximumLineBytes)
        }
    }

    private mutating func take(_ chunk: [UInt8], maximumLineBytes: Int) {
        var start = 0
        while let newline = chunk[start...].firstIndex(of: 0x0A) {
            if self.isTornTooLong {
                self.end += chunk.distance(from: start, to: newline) + 1 + self.tornLength
            } else if self.torn.isEmpty {
                chunk.withUnsafeBytes { self.takeLine(UnsafeRawBufferPointer(rebasing: $0[start..<newline])) }
                self.end += newline - start + 1
            } else {
                let line = self.torn + chunk[start..<newline]
                line.withUnsafeBytes { self.takeLine($0) }
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
    var isTornLineWhole: Bool {
        !self.torn.isEmpty && self.torn.withUnsafeBytes { TranscriptLine.kind(of: $0) != .unreadable }
    }

    /// Counts the torn line after it was given its end.
    mutating func completeTornLine() {
        self.torn.withUnsafeBytes { self.takeLine($0) }
        self.end += self.torn.count + 1
        self.torn = []
        self.tornLength = 0
    }
}
