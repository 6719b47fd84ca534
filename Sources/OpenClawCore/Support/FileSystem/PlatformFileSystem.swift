// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
// The compiler attributes `timespec` to whichever C module it met first, which depends on the order it reads files in.
#if canImport(SwiftOverlayShims)
internal import SwiftOverlayShims
#endif

/// The operating system's disk.
public struct PlatformFileSystem: FileSystem {
    /// Makes the file system; it has no state of its own.
    public init() {}

    /// Opens a regular file.
    public func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File {
        try Self.check(path, "open")
        // Without O_NONBLOCK, opening a pipe that somebody put in place of the file would wait for its other end.
        let common = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let flags: Int32 =
            switch mode {
            case .read: O_RDONLY | common
            case .append: O_RDWR | O_APPEND | O_CREAT | common
            case .update: O_RDWR | O_CREAT | common
            case .createNew: O_RDWR | O_APPEND | O_CREAT | O_EXCL | common
            }
        let descriptor = try Self.call("open", path) { systemOpen(path, flags, 0o600) }
        let file = PlatformFile(descriptor: descriptor, path: path)
        guard try file.isRegular() else {
            throw FileSystemError(.notRegularFile, operation: "open", path: path, detail: "not a regular file")
        }
        return file
    }

    /// What is at a path, or `nil` when there is nothing.
    public func status(_ path: String) throws(FileSystemError) -> FileStatus? {
        try Self.check(path, "status")
        var status = stat()
        do {
            _ = try Self.call("status", path) { lstat(path, &status) }
        } catch where error.code == .notFound {
            return nil
        }
        return FileStatus(status)
    }

    /// The names in a directory.
    public func list(_ directory: String) throws(FileSystemError) -> [String] {
        try Self.check(directory, "list")
        let descriptor = try Self.call("list", directory) { systemOpen(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, 0) }
        guard let stream = fdopendir(descriptor) else {
            let error = FileSystemError.system(errno, "list", directory)
            _ = close(descriptor)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileSystemError.system(errno, "list", directory) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }

    /// Makes a directory and those above it.
    public func createDirectory(_ path: String) throws(FileSystemError) {
        try Self.check(path, "createDirectory")
        try self.createDirectory(path, makesParents: true)
    }

    private func createDirectory(_ path: String, makesParents: Bool) throws(FileSystemError) {
        do {
            _ = try Self.call("createDirectory", path) { mkdir(path, 0o700) }
        } catch where error.code == .exists {
            var status = stat()
            _ = try Self.call("createDirectory", path) { stat(path, &status) }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw FileSystemError(.notDirectory, operation: "createDirectory", path: path, detail: "a file of this name is there")
            }
        } catch where error.code == .notFound {
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw error }
            let parent = String(path[..<slash])
            guard makesParents else {
                // The one above is there: some of the system's own directories take none, and call that "no such file".
                throw FileSystemError(.notFound, operation: "createDirectory", path: path, detail: "no directory can be made in \(parent)")
            }
            try self.createDirectory(parent, makesParents: true)
            try self.createDirectory(path, makesParents: false)
        }
    }

    /// Gives a file another name in one step.
    public func rename(_ path: String, to target: String) throws(FileSystemError) {
        try Self.check(path, "rename")
        try Self.check(target, "rename")
        _ = try Self.call("rename", path) { systemRename(path, target) }
    }

    /// Removes a file.
    public func remove(_ path: String) throws(FileSystemError) {
        try Self.check(path, "remove")
        _ = try Self.call("remove", path) { unlink(path) }
    }

    /// Makes the names in a directory durable.
    public func synchronizeDirectory(_ path: String) throws(FileSystemError) {
        try Self.check(path, "synchronizeDirectory")
        let descriptor = try Self.call("synchronizeDirectory", path) { systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
        defer { _ = close(descriptor) }
        _ = try Self.call("synchronizeDirectory", path) { fsync(descriptor) }
    }

    /// The number of this process.
    public var processIdentifier: Int { Int(getpid()) }

    private static func check(_ path: String, _ operation: String) throws(FileSystemError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw FileSystemError(.invalidPath, operation: operation, path: path, detail: "the path is empty or has a zero byte")
        }
    }

    /// Runs a system call again while it is interrupted, and turns its failure into an error.
    fileprivate static func call(_ operation: String, _ path: String, _ body: () -> Int32) throws(FileSystemError) -> Int32 {
        while true {
            let result = body()
            if result >= 0 { return result }
            if errno != EINTR { throw FileSystemError.system(errno, operation, path) }
        }
    }
}

/// A descriptor that is closed with its last reference.
private final class PlatformFile: File {
    private let descriptor: Int32
    private let path: String

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { _ = close(self.descriptor) }

    func isRegular() throws(FileSystemError) -> Bool {
        try self.status().st_mode & S_IFMT == S_IFREG
    }

    private func status() throws(FileSystemError) -> stat {
        var status = stat()
        _ = try PlatformFileSystem.call("status", self.path) { fstat(self.descriptor, &status) }
        return status
    }

    func append(_ bytes: RawSpan) throws(FileSystemError) -> Int {
        var written = 0
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            while written < buffer.count {
                let count = systemWrite(self.descriptor, base + written, buffer.count - written)
                if count >= 0 {
                    written += count
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw FileSystemError.system(failure, "append", self.path) }
        // With O_APPEND the position is behind what was just written, also when somebody else had made the file longer.
        let end = lseek(self.descriptor, 0, written > 0 ? SEEK_CUR : SEEK_END)
        guard end >= 0 else { throw FileSystemError.system(errno, "append", self.path) }
        return Int(end)
    }

    func write(_ bytes: RawSpan, at offset: Int) throws(FileSystemError) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var written = 0
            while written < buffer.count {
                let count = pwrite(self.descriptor, base + written, buffer.count - written, off_t(offset + written))
                if count >= 0 {
                    written += count
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw FileSystemError.system(failure, "write", self.path) }
    }

    func read(at offset: Int, count: Int) throws(FileSystemError) -> [UInt8] {
        guard count > 0 else { return [] }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            while initialized < count {
                let result = pread(self.descriptor, base + initialized, count - initialized, off_t(offset + initialized))
                if result > 0 {
                    initialized += result
                } else if result == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw FileSystemError.system(failure, "read", self.path) }
        return bytes
    }

    func size() throws(FileSystemError) -> Int { Int(try self.status().st_size) }

    func truncate(to size: Int) throws(FileSystemError) {
        _ = try PlatformFileSystem.call("truncate", self.path) { ftruncate(self.descriptor, off_t(size)) }
    }

    func synchronize() throws(FileSystemError) {
        _ = try PlatformFileSystem.call("synchronize", self.path) {
            #if canImport(Darwin)
            let result = fcntl(self.descriptor, F_FULLFSYNC)
            return result == -1 && errno == ENOTSUP ? fsync(self.descriptor) : result
            #else
            return fdatasync(self.descriptor)
            #endif
        }
    }

    func tryLock() throws(FileSystemError) -> Bool {
        do {
            _ = try PlatformFileSystem.call("lock", self.path) { flock(self.descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch where error.code == .wouldBlock {
            return false
        }
    }
}

extension FileSystemError.Code {
    /// Another holder has the lock; never leaves this file.
    fileprivate static let wouldBlock = FileSystemError.Code(rawValue: "would_block")
}

extension FileSystemError {
    fileprivate static func system(_ number: Int32, _ operation: String, _ path: String) -> FileSystemError {
        let code: Code =
            switch number {
            case ENOENT: .notFound
            case EEXIST: .exists
            case EACCES, EPERM: .permissionDenied
            case ENOSPC, EDQUOT, EFBIG: .noSpace
            case EIO: .inputOutput
            case ELOOP: .symbolicLink
            case EISDIR, ENXIO: .notRegularFile
            case ENOTDIR: .notDirectory
            case EMFILE, ENFILE: .tooManyOpenFiles
            case EROFS: .readOnly
            case ENAMETOOLONG: .invalidPath
            case EWOULDBLOCK: .wouldBlock
            default: .other
            }
        return FileSystemError(code, operation: operation, path: path, detail: String(cString: strerror(number)))
    }
}

extension FileStatus {
    fileprivate init(_ status: stat) {
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        #if canImport(Darwin)
        let modified = status.st_mtimespec
        #else
        let modified = status.st_mtim
        #endif
        self.init(
            kind: kind,
            size: Int(status.st_size),
            permissions: UInt16(truncatingIfNeeded: status.st_mode & 0o7777),
            modifiedMilliseconds: Int64(modified.tv_sec) * 1000 + Int64(modified.tv_nsec) / 1_000_000,
            fileNumber: UInt64(status.st_ino)
        )
    }
}

// The members above hide the C functions of the same name.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemRename(_ path: String, _ target: String) -> Int32 { rename(path, target) }
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(descriptor, bytes, count) }
