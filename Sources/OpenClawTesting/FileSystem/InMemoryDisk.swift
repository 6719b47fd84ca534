// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The contents and rules of an ``InMemoryFileSystem``.
struct InMemoryDisk: Sendable {
    struct Inode: Sendable {
        var written: [UInt8] = []
        var durable: [UInt8] = []
        var lockOwner: ObjectIdentifier?
    }

    struct Fault: Sendable {
        var operation: FileChange.Operation
        var path: String
        var skip: Int
        var count: Int
        var code: FileSystemError.Code
        var prefix: Int
    }

    var names: [String: Int] = [:]
    var durableNames: [String: Int] = [:]
    var directories: Set<String> = ["", "/"]
    var links: Set<String> = []
    var inodes: [Int: Inode] = [:]
    var nextInode = 1
    var changes: [FileChange] = []
    var faults: [Fault] = []
    /// Reads that fail: of paths that contain a text, so many more times.
    var readFaults: [(path: String, count: Int, code: FileSystemError.Code)] = []
    var crash: (change: Int, prefix: Int)?
    var hasCrashed = false
    /// Whether files cannot grow.
    var isFull = false

    // MARK: Changes

    /// Counts a change and says how many of its bytes may be written before the given error, if any.
    private mutating func begin(
        _ operation: FileChange.Operation,
        _ path: String,
        count: Int = 0
    ) throws(FileSystemError) -> (prefix: Int, error: FileSystemError)? {
        try self.checkAlive(path)
        let index = self.changes.count
        self.changes.append(FileChange(operation, path, count: count))
        if let crash, crash.change == index {
            self.hasCrashed = true
            return (min(crash.prefix, count), Self.dead(path))
        }
        for position in self.faults.indices
        where self.faults[position].operation == operation && path.contains(self.faults[position].path) {
            if self.faults[position].skip > 0 {
                self.faults[position].skip -= 1
            } else if self.faults[position].count > 0 {
                self.faults[position].count -= 1
                let fault = self.faults[position]
                let error = FileSystemError(fault.code, operation: operation.rawValue, path: path, detail: "the test asked for it")
                return (min(fault.prefix, count), error)
            }
        }
        return nil
    }

    private static func dead(_ path: String) -> FileSystemError {
        FileSystemError(.inputOutput, operation: "any", path: path, detail: "the disk has stopped")
    }

    private static func full(_ operation: String, _ path: String) -> FileSystemError {
        FileSystemError(.noSpace, operation: operation, path: path, detail: "no space left on the disk")
    }

    private func checkAlive(_ path: String) throws(FileSystemError) {
        if self.hasCrashed { throw Self.dead(path) }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }

    mutating func place(_ bytes: [UInt8], at path: String) {
        var directory = Self.parent(of: path)
        while self.directories.insert(directory).inserted { directory = Self.parent(of: directory) }
        let inode = self.names[path] ?? self.makeInode()
        self.names[path] = inode
        self.durableNames[path] = inode
        self.inodes[inode, default: Inode()].written = bytes
        self.inodes[inode, default: Inode()].durable = bytes
    }

    private mutating func makeInode() -> Int {
        defer { self.nextInode += 1 }
        self.inodes[self.nextInode] = Inode()
        return self.nextInode
    }

    // MARK: Names

    mutating func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> Int {
        try self.checkAlive(path)
        if self.links.contains(path) {
            throw FileSystemError(.symbolicLink, operation: "open", path: path, detail: "a symbolic link")
        }
        if self.directories.contains(path) {
            throw FileSystemError(.notRegularFile, operation: "open", path: path, detail: "a directory")
        }
        if let inode = self.names[path] {
            if mode == .createNew { throw FileSystemError(.exists, operation: "open", path: path, detail: "a file is there") }
            return inode
        }
        guard mode != .read, self.directories.contains(Self.parent(of: path)) else {
            throw FileSystemError(.notFound, operation: "open", path: path, detail: "no such file or directory")
        }
        if let fault = try self.begin(.create, path) { throw fault.error }
        let inode = self.makeInode()
        self.names[path] = inode
        return inode
    }

    func status(_ path: String) throws(FileSystemError) -> FileStatus? {
        try self.checkAlive(path)
        if self.links.contains(path) { return FileStatus(kind: .symbolicLink, size: 0, permissions: 0o777) }
        if self.directories.contains(path) { return FileStatus(kind: .directory, size: 0, permissions: 0o700) }
        guard let inode = self.names[path] else { return nil }
        return FileStatus(kind: .file, size: self.inodes[inode]?.written.count ?? 0, fileNumber: UInt64(inode))
    }

    func list(_ directory: String) throws(FileSystemError) -> [String] {
        try self.checkAlive(directory)
        guard self.directories.contains(directory) else {
            throw FileSystemError(.notFound, operation: "list", path: directory, detail: "no such directory")
        }
        var names: [String] = []
        for path in [self.names.keys.sorted(), self.directories.sorted(), self.links.sorted()].joined()
        where path.count > directory.count + 1 && Self.parent(of: path) == directory {
            names.append(String(path.dropFirst(directory.count + 1)))
        }
        return names
    }

    mutating func createDirectory(_ path: String) throws(FileSystemError) {
        try self.checkAlive(path)
        var current = path
        while !self.directories.contains(current) {
            if self.names[current] != nil {
                throw FileSystemError(.notDirectory, operation: "createDirectory", path: current, detail: "a file is there")
            }
            self.directories.insert(current)
            current = Self.parent(of: current)
        }
    }

    mutating func rename(_ path: String, to target: String) throws(FileSystemError) {
        if let fault = try self.begin(.rename, path) { throw fault.error }
        guard let inode = self.names[path], self.directories.contains(Self.parent(of: target)) else {
            throw FileSystemError(.notFound, operation: "rename", path: path, detail: "no such file or directory")
        }
        self.names[path] = nil
        self.names[target] = inode
    }

    mutating func remove(_ path: String) throws(FileSystemError) {
        if let fault = try self.begin(.remove, path) { throw fault.error }
        guard self.names.removeValue(forKey: path) != nil || self.links.remove(path) != nil else {
            throw FileSystemError(.notFound, operation: "remove", path: path, detail: "no such file")
        }
    }

    mutating func synchronizeDirectory(_ path: String) throws(FileSystemError) {
        if let fault = try self.begin(.synchronizeDirectory, path) { throw fault.error }
        for name in self.durableNames.keys where Self.parent(of: name) == path { self.durableNames[name] = nil }
        for (name, inode) in self.names where Self.parent(of: name) == path { self.durableNames[name] = inode }
    }

    // MARK: Contents

    mutating func append(_ bytes: [UInt8], to inode: Int, path: String) throws(FileSystemError) -> Int {
        let fault = try self.begin(.append, path, count: bytes.count)
        if self.isFull { throw Self.full("append", path) }
        self.inodes[inode, default: Inode()].written += bytes.prefix(fault?.prefix ?? bytes.count)
        if let fault { throw fault.error }
        return self.inodes[inode]?.written.count ?? 0
    }

    mutating func write(_ bytes: [UInt8], to inode: Int, at offset: Int, path: String) throws(FileSystemError) {
        let fault = try self.begin(.write, path, count: bytes.count)
        if self.isFull, offset + bytes.count > self.inodes[inode]?.written.count ?? 0 { throw Self.full("write", path) }
        let count = min(fault?.prefix ?? bytes.count, bytes.count)
        var inodeContents = self.inodes.removeValue(forKey: inode) ?? Inode()
        let missing = offset + count - inodeContents.written.count
        if missing > 0 { inodeContents.written.append(contentsOf: [UInt8](repeating: 0, count: missing)) }
        for index in 0..<count { inodeContents.written[offset + index] = bytes[index] }
        self.inodes[inode] = inodeContents
        if let fault { throw fault.error }
    }

    mutating func read(_ inode: Int, at offset: Int, count: Int, path: String) throws(FileSystemError) -> [UInt8] {
        try self.checkAlive(path)
        if let position = self.readFaults.firstIndex(where: { $0.count > 0 && path.contains($0.path) }) {
            self.readFaults[position].count -= 1
            let code = self.readFaults[position].code
            throw FileSystemError(code, operation: "read", path: path, detail: "the test asked for it")
        }
        let bytes = self.inodes[inode]?.written ?? []
        guard offset < bytes.count else { return [] }
        return [UInt8](bytes[offset..<min(bytes.count, offset + count)])
    }

    func size(_ inode: Int, path: String) throws(FileSystemError) -> Int {
        try self.checkAlive(path)
        return self.inodes[inode]?.written.count ?? 0
    }

    mutating func truncate(_ inode: Int, to size: Int, path: String) throws(FileSystemError) {
        if let fault = try self.begin(.truncate, path) { throw fault.error }
        guard var bytes = self.inodes[inode]?.written else { return }
        if bytes.count > size { bytes.removeLast(bytes.count - size) } else { bytes += repeatElement(0, count: size - bytes.count) }
        self.inodes[inode]?.written = bytes
    }

    mutating func synchronize(_ inode: Int, path: String) throws(FileSystemError) {
        if let fault = try self.begin(.synchronize, path) { throw fault.error }
        guard let written = self.inodes[inode]?.written else { return }
        self.inodes[inode]?.durable = written
    }

    mutating func lock(_ inode: Int, owner: ObjectIdentifier) -> Bool {
        guard self.inodes[inode]?.lockOwner == nil || self.inodes[inode]?.lockOwner == owner else { return false }
        self.inodes[inode]?.lockOwner = owner
        return true
    }

    mutating func unlock(_ inode: Int, owner: ObjectIdentifier) {
        if self.inodes[inode]?.lockOwner == owner { self.inodes[inode]?.lockOwner = nil }
    }

    // MARK: After the end

    func survivors(_ survival: InMemoryFileSystem.Survival) -> InMemoryDisk {
        var disk = InMemoryDisk()
        disk.directories = self.directories
        disk.links = self.links
        let names: [String: Int] =
            switch survival {
            case .everythingWritten: self.names
            case .onlySynchronized, .scattered: self.durableNames
            }
        for (path, inode) in names {
            guard let contents = self.inodes[inode] else { continue }
            switch survival {
            case .everythingWritten: disk.place(contents.written, at: path)
            case .onlySynchronized(let extra):
                var bytes = contents.durable
                if contents.written.starts(with: bytes) { bytes += contents.written.dropFirst(bytes.count).prefix(extra) }
                disk.place(bytes, at: path)
            case .scattered(let seed):
                disk.place(Self.scatter(contents, seed: seed), at: path)
            }
        }
        return disk
    }

    /// What was durable, with those sectors of later writes that happened to reach the disk.
    private static func scatter(_ contents: Inode, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        let (durable, written) = (contents.durable, contents.written)
        if durable == written { return durable }
        // The new length may have reached the disk or not; what is behind the durable end is zero unless its sector was written.
        let length = Bool.random(using: &random) ? written.count : durable.count
        var bytes = [UInt8](repeating: 0, count: length)
        for start in stride(from: 0, to: length, by: 512) {
            let isNew = Bool.random(using: &random)
            for index in start..<min(start + 512, length) {
                let old = index < durable.count ? durable[index] : 0
                bytes[index] = isNew && index < written.count ? written[index] : old
            }
        }
        return bytes
    }
}
