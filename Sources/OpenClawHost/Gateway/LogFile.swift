// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The log's file: lines wait in memory and are appended by a task, so that nobody who logs waits for the disk.
///
/// Bounds: 8,192 lines wait, then the oldest are dropped; a file of the configured size is put aside as `.1`, five are kept.
final class LogFile: Sendable {
    /// The file.
    let path: String
    private let maximumBytes: Int
    private let fileSystem: any FileSystem
    private let lines = Mailbox<[UInt8]>(capacity: 8_192, overflow: .dropOldest)
    private static let kept = 5

    init(path: String, maximumBytes: Int, fileSystem: any FileSystem) {
        self.path = path
        self.maximumBytes = maximumBytes
        self.fileSystem = fileSystem
    }

    /// Takes a line.
    func write(_ line: [UInt8]) { self.lines.offer(line) }

    /// Lets ``run(report:)`` write what waits and return.
    func close() { self.lines.close() }

    /// Appends lines until it is closed. Reads and writes files: run it where that is allowed.
    func run(report: @Sendable (String) -> Void) async {
        var file: (any File)?
        while let batch = await self.lines.drain(max: 1_024) {
            do throws(FileSystemError) {
                var current: any File
                if let file { current = file } else { current = try self.open() }
                if try current.size() >= self.maximumBytes {
                    try self.rotate()
                    current = try self.open()
                }
                file = current
                try current.append(Array(batch.joined()).span.bytes)
            } catch {
                // The next lines try again; the console has them too.
                file = nil
                report("the log file \(self.path) cannot be written: \(error.detail)")
            }
        }
    }

    private func open() throws(FileSystemError) -> any File {
        if let slash = self.path.lastIndex(of: "/"), slash != self.path.startIndex {
            try self.fileSystem.createDirectory(String(self.path[..<slash]))
        }
        return try self.fileSystem.open(self.path, .append)
    }

    private func rotate() throws(FileSystemError) {
        for number in stride(from: Self.kept - 1, through: 1, by: -1) where try self.fileSystem.status("\(self.path).\(number)") != nil {
            try self.fileSystem.rename("\(self.path).\(number)", to: "\(self.path).\(number + 1)")
        }
        try self.fileSystem.rename(self.path, to: "\(self.path).1")
    }
}
