// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Puts the end of a transcript aside that a crash has broken: `<sessionId>.jsonl.torn.<time>`.
///
/// What can be opened of an encrypted one is sealed again for its new place, and so is what cannot: the file is encrypted like a
/// transcript, and a change of keys takes it along.
struct TornTranscript {
    /// Moves everything from an offset on to a file of its own, durably, and cuts it off; returns the path of that file.
    static func moveAside(
        _ file: any File,
        path: String,
        from start: Int,
        lines: SealedLines,
        fileSystem: any FileSystem,
        now: Timestamp
    ) throws(FileSystemError) -> String {
        var time = now
        while try fileSystem.status(SessionLayout.archived(path, .torn, at: time)) != nil { time.milliseconds += 1 }
        let aside = SessionLayout.archived(path, .torn, at: time)
        let copy = try fileSystem.open(aside, .createNew)
        if lines.seals {
            try self.copyLines(of: file, from: start, lines, to: copy)
        } else {
            try self.copyBytes(of: file, from: start, to: copy)
        }
        try copy.synchronize()
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try fileSystem.synchronizeDirectory(String(path[..<slash])) }
        try file.truncate(to: start)
        // Otherwise what was cut off could come back between lines that take its place.
        try file.synchronize()
        return aside
    }

    private static func copyBytes(of file: any File, from start: Int, to copy: any File) throws(FileSystemError) {
        var position = start
        while true {
            let bytes = try file.read(at: position, count: 1 << 20)
            if bytes.isEmpty { return }
            try copy.append(bytes.span.bytes)
            position += bytes.count
        }
    }

    private static func copyLines(
        of file: any File,
        from start: Int,
        _ lines: SealedLines,
        to copy: any File
    ) throws(FileSystemError) {
        let source = try lines.inspecting(file)
        var sealing = lines
        sealing.beginsSealed = true
        var size = 0
        var waiting: [UInt8] = []
        try LineChunks.read(file, from: start) { (line, offset, _) throws(FileSystemError) in
            waiting += try self.text(of: line, at: offset, source)
            waiting.append(0x0A)
            guard waiting.count >= 1 << 20 else { return }
            let sealed = try sealing.seal(waiting, at: size)
            size = try copy.append(sealed.span.bytes)
            waiting.removeAll(keepingCapacity: true)
        }
        let sealed = try sealing.seal(waiting, at: size)
        try copy.append(sealed.span.bytes)
    }

    /// What a line says, or the line itself when it cannot be opened.
    private static func text(of line: UnsafeRawBufferPointer, at offset: Int, _ lines: SealedLines) throws(FileSystemError) -> [UInt8] {
        let opened: SealedLines.Opened
        do throws(FileSystemError) {
            opened = try lines.open(line, at: offset)
        } catch {
            guard error.code == .altered else { throw error }
            return Array(line)
        }
        guard case .line(let text) = opened else { return Array(line) }
        return text
    }
}
