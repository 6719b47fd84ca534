// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import Synchronization

/// A disk in memory that fails and forgets on request.
///
/// It knows the difference between what was written and what was made durable, so that a test can take the power away: write
/// through it, call ``survivors(_:)`` and open the store again on what comes back.
///
/// ```swift
/// let disk = InMemoryFileSystem()
/// disk.crash(atChange: 17, writing: 3)      // the 17th change stops after three bytes, everything later fails
/// …
/// let after = disk.survivors(.onlySynchronized())
/// ```
///
/// Names created, renamed or removed are durable after ``synchronizeDirectory(_:)`` of their directory, contents after
/// `synchronize()` of the file. Directories are durable as soon as they are made.
public final class InMemoryFileSystem: FileSystem {
    /// What survives when the machine or the process stops.
    public enum Survival: Sendable, Hashable {
        /// Everything written: the process died, the system lives on.
        case everythingWritten
        /// Only what was made durable, and of every file at most so many bytes more: the power went.
        case onlySynchronized(plus: Int = 0)
        /// Only what was made durable, and of everything else some sectors of 512 bytes, drawn from a seed: the power went while the disk
        /// was writing in an order of its own.
        case scattered(seed: UInt64)
    }

    private let state: Mutex<InMemoryDisk>

    /// Makes an empty disk.
    public convenience init() { self.init(disk: InMemoryDisk()) }

    private init(disk: InMemoryDisk) { self.state = Mutex(disk) }

    // MARK: Looking in and editing from outside

    /// The changes made so far: appends, truncations, synchronizations, new files, renames and removals, in their order.
    public var changes: [FileChange] { self.state.withLock { $0.changes } }

    /// The paths of all files, sorted.
    public var paths: [String] { self.state.withLock { $0.names.keys.sorted() } }

    /// What a file holds, or `nil` when there is none.
    public func contents(of path: String) -> [UInt8]? {
        self.state.withLock { disk in disk.names[path].flatMap { disk.inodes[$0]?.written } }
    }

    /// Puts a file there, durable, as an editor would from outside.
    public func setContents(of path: String, to bytes: [UInt8]) {
        self.state.withLock { $0.place(bytes, at: path) }
    }

    /// Puts a symbolic link there; opening it is refused.
    public func makeSymbolicLink(at path: String) { self.state.withLock { _ = $0.links.insert(path) } }

    // MARK: Faults

    /// Makes a change fail; those after it work again.
    /// - Parameters:
    ///   - operation: which kind of change.
    ///   - path: only changes of paths that contain this text.
    ///   - skipping: how many matching changes to let pass first.
    ///   - count: how many in a row fail.
    ///   - code: the error.
    ///   - prefix: how many bytes of a failing append are written nevertheless.
    public func fail(
        _ operation: FileChange.Operation,
        on path: String = "",
        skipping: Int = 0,
        count: Int = 1,
        with code: FileSystemError.Code = .inputOutput,
        writing prefix: Int = 0
    ) {
        self.state.withLock {
            $0.faults.append(
                InMemoryDisk.Fault(operation: operation, path: path, skip: skipping, count: count, code: code, prefix: prefix)
            )
        }
    }

    /// Makes reading fail; later reads work again.
    /// - Parameters:
    ///   - path: only reads of files whose paths contain this text.
    ///   - count: how many in a row fail.
    ///   - code: the error.
    public func failReads(of path: String, count: Int = 1, with code: FileSystemError.Code = .inputOutput) {
        self.state.withLock { $0.readFaults.append((path, count, code)) }
    }

    /// Fills the disk, or makes room again: while it is full no file can grow, but what is there can be written over.
    public func fill(_ isFull: Bool) { self.state.withLock { $0.isFull = isFull } }

    /// Forgets all faults that were asked for.
    public func clearFaults() {
        self.state.withLock {
            $0.faults.removeAll()
            $0.readFaults.removeAll()
        }
    }

    /// Stops the world at a change: of an append only the first bytes are written, and every later call fails.
    /// - Parameters:
    ///   - change: the index of the change as in ``changes``, from 0.
    ///   - prefix: how many bytes of it are written when it is an append; other changes do not happen.
    public func crash(atChange change: Int, writing prefix: Int = 0) {
        self.state.withLock { $0.crash = (change, prefix) }
    }

    /// Whether the world has stopped.
    public var hasCrashed: Bool { self.state.withLock { $0.hasCrashed } }

    /// A new disk with what survives now; faults, locks and open files do not.
    public func survivors(_ survival: Survival) -> InMemoryFileSystem {
        InMemoryFileSystem(disk: self.state.withLock { $0.survivors(survival) })
    }

    // MARK: FileSystem

    /// Opens a file.
    public func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File {
        let inode = try self.perform { disk throws(FileSystemError) in try disk.open(path, mode) }
        return InMemoryFile(disk: self, inode: inode, path: path)
    }

    /// What is at a path, or `nil` when there is nothing.
    public func status(_ path: String) throws(FileSystemError) -> FileStatus? {
        try self.perform { disk throws(FileSystemError) in try disk.status(path) }
    }

    /// The names in a directory.
    public func list(_ directory: String) throws(FileSystemError) -> [String] {
        try self.perform { disk throws(FileSystemError) in try disk.list(directory) }
    }

    /// Makes a directory and those above it.
    public func createDirectory(_ path: String) throws(FileSystemError) {
        try self.perform { disk throws(FileSystemError) in try disk.createDirectory(path) }
    }

    /// Gives a file another name in one step.
    public func rename(_ path: String, to target: String) throws(FileSystemError) {
        try self.perform { disk throws(FileSystemError) in try disk.rename(path, to: target) }
    }

    /// Removes a file.
    public func remove(_ path: String) throws(FileSystemError) {
        try self.perform { disk throws(FileSystemError) in try disk.remove(path) }
    }

    /// Makes the names in a directory durable.
    public func synchronizeDirectory(_ path: String) throws(FileSystemError) {
        try self.perform { disk throws(FileSystemError) in try disk.synchronizeDirectory(path) }
    }

    /// Always 1.
    public var processIdentifier: Int { 1 }

    fileprivate func perform<Value: Sendable>(
        _ body: (inout InMemoryDisk) throws(FileSystemError) -> Value
    ) throws(FileSystemError) -> Value {
        try self.state.withLock { disk -> Result<Value, FileSystemError> in
            do throws(FileSystemError) {
                return .success(try body(&disk))
            } catch {
                return .failure(error)
            }
        }.get()
    }
}

/// An open file of the disk in memory.
private final class InMemoryFile: File {
    private let disk: InMemoryFileSystem
    private let inode: Int
    private let path: String

    init(disk: InMemoryFileSystem, inode: Int, path: String) {
        self.disk = disk
        self.inode = inode
        self.path = path
    }

    deinit {
        let owner = ObjectIdentifier(self)
        _ = try? self.disk.perform { disk throws(FileSystemError) in disk.unlock(self.inode, owner: owner) }  // Cannot fail.
    }

    func append(_ bytes: RawSpan) throws(FileSystemError) -> Int {
        let copy = bytes.withUnsafeBytes { [UInt8]($0) }
        return try self.disk.perform { disk throws(FileSystemError) in try disk.append(copy, to: self.inode, path: self.path) }
    }

    func write(_ bytes: RawSpan, at offset: Int) throws(FileSystemError) {
        let copy = bytes.withUnsafeBytes { [UInt8]($0) }
        try self.disk.perform { disk throws(FileSystemError) in try disk.write(copy, to: self.inode, at: offset, path: self.path) }
    }

    func read(at offset: Int, count: Int) throws(FileSystemError) -> [UInt8] {
        try self.disk.perform { disk throws(FileSystemError) in try disk.read(self.inode, at: offset, count: count, path: self.path) }
    }

    func size() throws(FileSystemError) -> Int {
        try self.disk.perform { disk throws(FileSystemError) in try disk.size(self.inode, path: self.path) }
    }

    func truncate(to size: Int) throws(FileSystemError) {
        try self.disk.perform { disk throws(FileSystemError) in try disk.truncate(self.inode, to: size, path: self.path) }
    }

    func synchronize() throws(FileSystemError) {
        try self.disk.perform { disk throws(FileSystemError) in try disk.synchronize(self.inode, path: self.path) }
    }

    func tryLock() throws(FileSystemError) -> Bool {
        let owner = ObjectIdentifier(self)
        return try self.disk.perform { disk throws(FileSystemError) in disk.lock(self.inode, owner: owner) }
    }
}
