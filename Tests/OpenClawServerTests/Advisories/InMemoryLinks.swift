// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A disk on which every file is a symbolic link that somebody has put there.
struct InMemoryLinks: FileSystem {
    private func refuse(_ operation: String, _ path: String) -> FileSystemError {
        FileSystemError(.symbolicLink, operation: operation, path: path, detail: "a symbolic link")
    }

    func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File { throw self.refuse("open", path) }
    func status(_ path: String) throws(FileSystemError) -> FileStatus? { FileStatus(kind: .symbolicLink, size: 0) }
    func list(_ directory: String) throws(FileSystemError) -> [String] { [] }
    func createDirectory(_ path: String) throws(FileSystemError) {}
    func rename(_ path: String, to target: String) throws(FileSystemError) { throw self.refuse("rename", path) }
    func remove(_ path: String) throws(FileSystemError) { throw self.refuse("remove", path) }
    func synchronizeDirectory(_ path: String) throws(FileSystemError) {}
    var processIdentifier: Int { 1 }
}
