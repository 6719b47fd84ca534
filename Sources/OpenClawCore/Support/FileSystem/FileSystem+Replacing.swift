// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension FileSystem {
    /// Replaces a file that belongs to the gateway alone: makes its directory, refuses what is no regular file in its place, and
    /// leaves either the old or the new contents after a crash. Blocks.
    package func replaceFile(at path: String, with bytes: [UInt8]) throws(FileSystemError) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try self.createDirectory(String(path[..<slash])) }
        if let status = try self.status(path), status.kind != .file {
            throw FileSystemError(.notRegularFile, operation: "replace", path: path, detail: "not a regular file; remove it")
        }
        try self.replaceContents(of: path, with: bytes)
    }

    /// The same on an executor whose threads may wait; returns why it failed.
    package func replaceFile(at path: String, with bytes: [UInt8], on executor: any TaskExecutor) async -> FileSystemError? {
        await withTaskExecutorPreference(executor) { await self.replacement(at: path, with: bytes) }
    }

    @concurrent private func replacement(at path: String, with bytes: [UInt8]) async -> FileSystemError? {
        do throws(FileSystemError) {
            try self.replaceFile(at: path, with: bytes)
            return nil
        } catch {
            return error
        }
    }
}
