// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Files below one directory, and no others: every step of a path is opened without following symbolic links, so that nothing that
/// changes meanwhile leads outside. Calls block.
struct RootedDirectory: Sendable {
    struct Entry: Sendable {
        var name: String
        var kind: String
        var size: Int
        var modifiedMilliseconds: Int64
    }

    let root: String

    /// The steps of a path below the root; absolute paths must begin with the root.
    func steps(_ path: String) throws(NodeError) -> [String] {
        var path = Substring(path)
        if path.hasPrefix("/") {
            guard path == self.root || path.hasPrefix(self.root + "/") else {
                throw NodeError(.invalidParams, "the path is outside of \(self.root), the directory that this node shares")
            }
            path = path.dropFirst(self.root.count)
        }
        let steps = path.split(separator: "/").map(String.init).filter { $0 != "." }
        guard !steps.contains("..") else { throw NodeError(.invalidParams, "the path must not have \"..\"") }
        guard steps.count <= 64, steps.allSatisfy({ $0.utf8.count <= 255 }) else { throw NodeError(.invalidParams, "the path is too long") }
        return steps
    }

    /// Reads a part of a file.
    func read(_ path: String, offset: Int, count: Int) throws(NodeError) -> (bytes: [UInt8], size: Int) {
        let steps = try self.steps(path)
        guard let name = steps.last else { throw NodeError(.invalidParams, "the path names a directory") }
        let parent = try self.open(directory: steps.dropLast(), creating: false)
        let file = try Self.open(parent, name, O_RDONLY | O_NONBLOCK)
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw NodeError(.failed, "\(path) is no regular file") }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, min(count, Int(status.st_size) - offset))) { buffer, filled in
            while filled < buffer.count, let base = buffer.baseAddress {
                let got = pread(file.number, base + filled, buffer.count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw Self.failure(path, failure) }
        return (bytes, Int(status.st_size))
    }

    /// Writes a whole file: beside its place, then renamed, mode 0600.
    func write(_ path: String, _ bytes: [UInt8], overwriting: Bool, creatingDirectories: Bool) throws(NodeError) {
        let steps = try self.steps(path)
        guard let name = steps.last else { throw NodeError(.invalidParams, "the path names a directory") }
        let parent = try self.open(directory: steps.dropLast(), creating: creatingDirectories)
        var status = stat()
        if fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            guard overwriting else { throw NodeError(.failed, "\(path) exists; set overwrite to replace it") }
            guard status.st_mode & S_IFMT == S_IFREG else { throw NodeError(.failed, "\(path) is no regular file") }
        }
        let temporary = ".openclaw-\(UUIDGenerator().uuid())"
        let file = try Self.open(parent, temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        var written = 0
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            while failure == 0, written < buffer.count, let base = buffer.baseAddress {
                let count = systemWrite(file.number, base + written, buffer.count - written)
                if count < 0, errno == EINTR { continue }
                if count < 0 { failure = errno } else { written += count }
            }
        }
        if failure == 0, fsync(file.number) != 0 { failure = errno }
        if failure == 0, renameat(parent.number, temporary, parent.number, name) != 0 { failure = errno }
        guard failure == 0 else {
            unlinkat(parent.number, temporary, 0)
            throw Self.failure(path, failure)
        }
    }

    /// Lists a directory, by name; at most `limit` entries.
    func list(_ path: String, limit: Int) throws(NodeError) -> (entries: [Entry], isTruncated: Bool) {
        let directory = try self.open(directory: try self.steps(path)[...], creating: false)
        let copy = dup(directory.number)
        guard copy >= 0, let stream = fdopendir(copy) else {
            if copy >= 0 { close(copy) }
            throw Self.failure(path, errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        var isTruncated = false
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            guard names.count < limit else {
                isTruncated = true
                break
            }
            names.append(name)
        }
        let entries = names.sorted().compactMap { name -> Entry? in
            var status = stat()
            guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
            let kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: "file"
                case S_IFDIR: "directory"
                case S_IFLNK: "link"
                default: "other"
                }
            #if canImport(Darwin)
                let modified = status.st_mtimespec
            #else
                let modified = status.st_mtim
            #endif
            return Entry(
                name: name,
                kind: kind,
                size: Int(status.st_size),
                modifiedMilliseconds: Int64(modified.tv_sec) * 1000 + Int64(modified.tv_nsec) / 1_000_000
            )
        }
        return (entries, isTruncated)
    }

    /// A descriptor that is closed when it is let go.
    private final class Descriptor {
        let number: Int32
        init(_ number: Int32) { self.number = number }
        deinit { close(self.number) }
    }

    private func open(directory steps: ArraySlice<String>, creating: Bool) throws(NodeError) -> Descriptor {
        let number = systemOpen(self.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw Self.failure(self.root, errno) }
        var current = Descriptor(number)
        for step in steps {
            if creating, mkdirat(current.number, step, 0o700) != 0, errno != EEXIST { throw Self.failure(step, errno) }
            current = try Self.open(current, step, O_RDONLY | O_DIRECTORY)
        }
        return current
    }

    private static func open(_ parent: Descriptor, _ name: String, _ flags: Int32, mode: mode_t = 0) throws(NodeError) -> Descriptor {
        let number = openat(parent.number, name, flags | O_NOFOLLOW | O_CLOEXEC, mode)
        guard number >= 0 else { throw Self.failure(name, errno) }
        return Descriptor(number)
    }

    private static func failure(_ path: String, _ number: Int32) -> NodeError {
        let name = DisplayText.plain(path, maximumLength: 512)
        switch number {
        case ELOOP: return NodeError(.failed, "\(name) is a symbolic link, which is not followed")
        case ENOTDIR: return NodeError(.failed, "\(name) is no directory, or a symbolic link, which is not followed")
        default: return NodeError(.failed, "\(name): \(String(cString: strerror(number)))")
        }
    }
}

// The members above hide the C functions of the same name.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int { write(descriptor, buffer, count) }
