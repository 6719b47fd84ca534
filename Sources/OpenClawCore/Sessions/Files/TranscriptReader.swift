// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the end of a transcript backwards, so that the cost depends on the window and not on the file.
struct TranscriptReader {
    private let lines: SealedLines
    private let window: SessionWindow
    private let maximumLineBytes: Int
    private var toSkip: Int
    private var bytesTaken = 0
    private var newestFirst: [SessionEntry] = []
    private var sizes: [Int] = []
    private var isFull: Bool
    /// Where lines begin that are neither entries nor a header, the newest first.
    private var unreadable: [Int] = []
    /// Whether a plain line was seen: no sealed one may stand before it.
    private var hasPlainLines = false

    private init(lines: SealedLines, window: SessionWindow, maximumLineBytes: Int) {
        self.lines = lines
        self.window = window
        self.maximumLineBytes = lines.limit(maximumLineBytes)
        self.toSkip = max(0, window.offset)
        self.isFull = window.limit <= 0
    }

    /// Reads a window of the first `end` bytes of a file.
    /// - Parameters:
    ///   - maximumLineBytes: lines longer than this are passed over.
    ///   - unreadable: gets where lines of the window begin that are neither entries nor a header; they are passed over as well.
    /// - Returns: The entries, oldest first; the sizes of their lines; whether the beginning of the file was reached.
    static func read(
        _ file: any File,
        lines: SealedLines,
        end: Int,
        window: SessionWindow,
        maximumLineBytes: Int,
        unreadable: (_ offsets: [Int]) -> Void = { _ in }
    ) throws(FileSystemError) -> SessionTail {
        var reader = TranscriptReader(lines: try lines.inspecting(file), window: window, maximumLineBytes: maximumLineBytes)
        let isComplete = try reader.run(file, end: end)
        if !reader.unreadable.isEmpty { unreadable(reader.unreadable.reversed()) }
        return SessionTail(entries: reader.newestFirst.reversed(), sizes: reader.sizes.reversed(), isComplete: isComplete)
    }

    private mutating func run(_ file: any File, end: Int) throws(FileSystemError) -> Bool {
        var position = end
        var chunkSize = 16 << 10
        // The end of a line whose beginning has not been read yet, without its line end.
        var rest: [UInt8] = []
        var isInLongLine = false
        while position > 0, !self.isFull {
            let count = min(chunkSize, position)
            position -= count
            chunkSize = min(chunkSize * 2, 1 << 20)
            var bytes = try file.read(at: position, count: count)
            if isInLongLine {
                guard let newline = bytes.lastIndex(of: 0x0A) else { continue }
                bytes.removeLast(bytes.count - newline - 1)
                isInLongLine = false
            }
            if !rest.isEmpty { bytes += rest }
            let lineStart = position == 0 ? 0 : bytes.firstIndex(of: 0x0A).map { $0 + 1 }
            guard let lineStart else {
                isInLongLine = bytes.count > self.maximumLineBytes
                rest = isInLongLine ? [] : bytes
                continue
            }
            try bytes.withRawBytes { (buffer) throws(FileSystemError) in
                try self.takeLines(UnsafeRawBufferPointer(rebasing: buffer[lineStart...]), at: position + lineStart)
            }
            rest = Array(bytes[..<max(0, lineStart - 1)])
        }
        return position == 0 && !self.isFull
    }

    /// Takes whole lines, the last one first; the first of them stands at an offset.
    private mutating func takeLines(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {
        var end = bytes.count
        if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
        while end > 0, !self.isFull {
            var start = end
            while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
            if start < end { try self.open(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), at: offset + start) }
            end = start - 1
        }
    }

    private mutating func open(_ line: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) {
        switch try self.lines.open(line, at: offset) {
        case .plain:
            self.hasPlainLines = true
            self.take(line, at: offset)
        case .line(let plain):
            guard !self.hasPlainLines else { throw .altered(self.lines.path, at: offset + line.count + 1) }
            plain.withUnsafeBytes { self.take($0, at: offset) }
        case .malformed:
            throw .altered(self.lines.path, at: offset)
        }
    }

    private mutating func take(_ line: UnsafeRawBufferPointer, at offset: Int) {
        if self.toSkip > 0 {
            if TranscriptLine.kind(of: line) == .entry { self.toSkip -= 1 }
            return
        }
        guard self.newestFirst.count < self.window.limit, self.bytesTaken + line.count + 1 <= self.window.maximumBytes else {
            // One entry more than asked for tells that there are older ones.
            if TranscriptLine.kind(of: line) == .entry { self.isFull = true }
            return
        }
        guard let entry = TranscriptLine.entry(line) else {
            if TranscriptLine.kind(of: line) == .unreadable { self.unreadable.append(offset) }
            return
        }
        self.newestFirst.append(entry)
        self.sizes.append(line.count + 1)
        self.bytesTaken += line.count + 1
    }
}
