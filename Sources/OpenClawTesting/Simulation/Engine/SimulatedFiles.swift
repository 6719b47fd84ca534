// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// The files as one process sees them, on a disk that outlives it and that others may share.
///
/// From the instant it is stopped everything is refused, and the locks of its files are free, as when a process has died.
final class SimulatedFiles: FileSystem {
    private struct State {
        var isStopped = false
        /// How many more changes happen before the process dies in the next one, and how many bytes of that one are written.
        var fuse: (changes: Int, prefix: Int)?
        var changes = 0
        var files: [Int: any File] = [:]
        var nextFile = 0
        var whenStopped: (@Sendable () -> Void)?
    }

    private let disk: InMemoryFileSystem
    /// A planted fault: making durable does nothing and says it has.
    private let forgetsToSynchronize: Bool
    private let state = Mutex(State())

    init(_ disk: InMemoryFileSystem, forgetsToSynchronize: Bool = false) {
        self.disk = disk
        self.forgetsToSynchronize = forgetsToSynchronize
    }

    /// How many changes were made through it.
    var changeCount: Int { self.state.withLock { $0.changes } }

    func whenStopped(_ body: @escaping @Sendable () -> Void) { self.state.withLock { $0.whenStopped = body } }

    /// Refuses everything from now on.
    func stop() {
        let (files, body) = self.state.withLock { state -> ([any File], (@Sendable () -> Void)?) in
            state.isStopped = true
            defer {
                state.files = [:]
                state.whenStopped = nil
            }
            return (state.files.keys.sorted().compactMap { state.files[$0] }, state.whenStopped)
        }
        // The locks go with the last references.
        withExtendedLifetime(files) {}
        body?()
    }

    /// Lets the process die in the middle of a change.
    /// - Parameters:
    ///   - changes: how many more changes happen before.
    ///   - prefix: how many bytes of the deadly one are written.
    func die(afterChanges changes: Int, writing prefix: Int) { self.state.withLock { $0.fuse = (changes, prefix) } }

    private static func dead(_ path: String) -> FileSystemError {
        FileSystemError(.inputOutput, operation: "any", path: path, detail: "the process is dead")
    }

    private func check(_ path: String) throws(FileSystemError) {
        if self.state.withLock({ $0.isStopped }) { throw Self.dead(path) }
    }

    /// Counts a change; returns how many bytes of it are written before the process dies, or `nil` when it lives on.
    private func begin(_ path: String) throws(FileSystemError) -> Int? {
        let step = self.state.withLock { state -> (isStopped: Bool, prefix: Int?) in
            if state.isStopped { return (true, nil) }
            state.changes += 1
            guard let fuse = state.fuse else { return (false, nil) }
            if fuse.changes > 0 {
                state.fuse = (fuse.changes - 1, fuse.prefix)
                return (false, nil)
            }
            return (false, fuse.prefix)
        }
        if step.isStopped { throw Self.dead(path) }
        return step.prefix
    }

    fileprivate func change(_ path: String, _ body: () throws(FileSystemError) -> Void) throws(FileSystemError) {
        guard try self.begin(path) != nil else { return try body() }
        self.stop()
        throw Self.dead(path)
    }

    fileprivate func change(
        _ path: String,
        _ bytes: RawSpan,
        _ body: (RawSpan) throws(FileSystemError) -> Int
    ) throws(FileSystemError) -> Int {
        guard let prefix = try self.begin(path) else { return try body(bytes) }
        if prefix > 0 { _ = try? body(bytes.extracting(first: min(prefix, bytes.byteCount))) }  // What it says nobody hears.
        self.stop()
        throw Self.dead(path)
    }

    fileprivate func file(_ id: Int, _ path: String) throws(FileSystemError) -> any File {
        guard let file = self.state.withLock({ $0.files[id] }) else { throw Self.dead(path) }
        return file
    }

    fileprivate func close(_ id: Int) {
        let file = self.state.withLock { $0.files.removeValue(forKey: id) }
        withExtendedLifetime(file) {}
    }

    fileprivate var skipsSynchronizing: Bool { self.forgetsToSynchronize }

    // MARK: FileSystem

    func open(_ path: String, _ mode: FileOpenMode) throws(FileSystemError) -> any File {
        try self.check(path)
        if mode != .read, try self.disk.status(path) == nil {
            try self.change(path) {}
        }
        let file = try self.disk.open(path, mode)
        let id = self.state.withLock { state -> Int in
            state.nextFile += 1
            state.files[state.nextFile] = file
            return state.nextFile
        }
        return SimulatedFile(files: self, id: id, path: path)
    }

    func status(_ path: String) throws(FileSystemError) -> FileStatus? {
        try self.check(path)
        return try self.disk.status(path)
    }

    func list(_ directory: String) throws(FileSystemError) -> [String] {
        try self.check(directory)
        return try self.disk.list(directory)
    }

    func createDirectory(_ path: String) throws(FileSystemError) {
        try self.check(path)
        try self.disk.createDirectory(path)
    }

    func rename(_ path: String, to target: String) throws(FileSystemError) {
        try self.change(path) { () throws(FileSystemError) in try self.disk.rename(path, to: target) }
    }

    func remove(_ path: String) throws(FileSystemError) {
        try self.change(path) { () throws(FileSystemError) in try self.disk.remove(path) }
    }

    func synchronizeDirectory(_ path: String) throws(FileSystemError) {
        try self.change(path) { () throws(FileSystemError) in
            if !self.forgetsToSynchronize { try self.disk.synchronizeDirectory(path) }
        }
    }

    var processIdentifier: Int { 1 }
}

/// An open file of a simulated process.
private final class SimulatedFile: File {
    private let files: SimulatedFiles
    private let id: Int
    private let path: String

    init(files: SimulatedFiles, id: Int, path: String) {
        self.files = files
        self.id = id
        self.path = path
    }

    deinit { self.files.close(self.id) }

    func append(_ bytes: RawSpan) throws(FileSystemError) -> Int {
        try self.files.change(self.path, bytes) { bytes throws(FileSystemError) in
            try self.files.file(self.id, self.path).append(bytes)
        }
    }

    func write(_ bytes: RawSpan, at offset: Int) throws(FileSystemError) {
        _ = try self.files.change(self.path, bytes) { bytes throws(FileSystemError) in
            try self.files.file(self.id, self.path).write(bytes, at: offset)
            return 0
        }
    }

    func read(at offset: Int, count: Int) throws(FileSystemError) -> [UInt8] {
        try self.files.file(self.id, self.path).read(at: offset, count: count)
    }

    func size() throws(FileSystemError) -> Int { try self.files.file(self.id, self.path).size() }

    func truncate(to size: Int) throws(FileSystemError) {
        try self.files.change(self.path) { () throws(FileSystemError) in try self.files.file(self.id, self.path).truncate(to: size) }
    }

    func synchronize() throws(FileSystemError) {
        try self.files.change(self.path) { () throws(FileSystemError) in
            let file = try self.files.file(self.id, self.path)
            if !self.files.skipsSynchronizing { try file.synchronize() }
        }
    }

    func tryLock() throws(FileSystemError) -> Bool { try self.files.file(self.id, self.path).tryLock() }
}
