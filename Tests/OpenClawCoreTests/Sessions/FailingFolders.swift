// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A disk that does not list one directory.
struct FailingFolders<Base: FileSystem>: FileSystem {
    let base: Base
    let path: String
    let code: FileSystemError.Code

    var processIdentifier: Int { self.base.processIdentifier }

    func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File { try self.base.open(path, mode) }

    func status(_ path: String) throws(FileSystemError) -> FileStatus? { try self.base.status(path) }

    func list(_ directory: String) throws(FileSystemError) -> [String] {
        if directory == self.path { throw FileSystemError(self.code, operation: "list", path: directory, detail: "the disk does not say") }
        return try self.base.list(directory)
    }

    func createDirectory(_ path: String) throws(FileSystemError) { try self.base.createDirectory(path) }

    func rename(_ path: String, to target: String) throws(FileSystemError) { try self.base.rename(path, to: target) }

    func remove(_ path: String) throws(FileSystemError) { try self.base.remove(path) }

    func synchronizeDirectory(_ path: String) throws(FileSystemError) { try self.base.synchronizeDirectory(path) }
}
