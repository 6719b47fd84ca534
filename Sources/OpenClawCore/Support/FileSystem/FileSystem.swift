// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The disk, as the gateway's stores see it.
///
/// Everything that keeps files takes a file system, so that tests can hand in one that fails or forgets
/// (`InMemoryFileSystem` of OpenClawTesting). Programs use ``PlatformFileSystem``.
///
/// Calls block; make them from a thread that may wait, never from an event loop. Paths are absolute and separated by `/`. The last
/// component of a path is never followed when it is a symbolic link. Files are made with mode 0600, directories with 0700.
public protocol FileSystem: Sendable {
    /// Opens a regular file.
    func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File

    /// What is at a path, or `nil` when there is nothing. A symbolic link is reported, not followed.
    func status(_ path: String) throws(FileSystemError) -> FileStatus?

    /// The names in a directory, without `.` and `..`, in no particular order.
    func list(_ directory: String) throws(FileSystemError) -> [String]

    /// Makes a directory and those above it; one that exists is fine.
    func createDirectory(_ path: String) throws(FileSystemError)

    /// Gives a file another name on the same disk, in one step; a file of that name is replaced.
    func rename(_ path: String, to target: String) throws(FileSystemError)

    /// Removes a file.
    func remove(_ path: String) throws(FileSystemError)

    /// Makes the names in a directory durable: those created, renamed and removed before the call survive a power cut.
    func synchronizeDirectory(_ path: String) throws(FileSystemError)

    /// The number of this process, which lock files name.
    var processIdentifier: Int { get }
}

extension FileSystem {
    /// Reads a whole file, or `nil` when there is none.
    /// - Parameter maximumBytes: a larger file is refused with ``FileSystemError/Code/tooLarge``.
    public func contents(of path: String, maximumBytes: Int) throws(FileSystemError) -> [UInt8]? {
        let file: any File
        do {
            file = try self.open(path, .read)
        } catch where error.code == .notFound {
            return nil
        }
        let size = try file.size()
        guard size <= maximumBytes else {
            throw FileSystemError(.tooLarge, operation: "read", path: path, detail: "\(size) bytes, at most \(maximumBytes) are read")
        }
        return try file.read(at: 0, count: size)
    }

    /// Replaces a file as a whole: writes a temporary file beside it, makes that durable and renames it.
    ///
    /// After a crash the path holds either the old or the new contents.
    public func replaceContents(of path: String, with bytes: [UInt8]) throws(FileSystemError) {
        let temporary = path + ".tmp"
        if try self.status(temporary) != nil { try self.remove(temporary) }
        let file = try self.open(temporary, .createNew)
        do {
            try file.append(bytes.span.bytes)
            try file.synchronize()
            try self.rename(temporary, to: path)
        } catch {
            try? self.remove(temporary)  // The first error is the one to report.
            throw error
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try self.synchronizeDirectory(String(path[..<slash]))
        }
    }
}
