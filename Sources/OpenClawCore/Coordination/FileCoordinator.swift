// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A coordinator for processes of one machine, made of a directory.
///
/// `<name>.lease` is held with the operating system's advisory lock as long as the lease lasts; its text tells who has it. The lock goes with the
/// process: a gateway that died leaves nothing behind, one that is only slow keeps its leases, so they have no end in time. `epoch` holds the
/// highest epoch that was given; it is replaced and synced before a lease is granted, under the lock of `epoch.lock`.
///
/// Not for network file systems, whose locks do not always reach other machines.
public final class FileCoordinator: Coordinator {
    private struct Held {
        var lease: Lease
        var file: any File
    }

    private let directory: String
    private let fileSystem: any FileSystem
    private let executor: any TaskExecutor
    private let held = Mutex<[LeaseName: Held]>([:])
    /// An epoch that is durable and was not given yet.
    private let prepared = Mutex<Epoch?>(nil)

    /// Makes a coordinator over a directory, which is created when it does not exist.
    /// - Parameter executor: where files are read and written; the global concurrent executor when `nil`. Never an event loop.
    public init(
        directory: String,
        fileSystem: any FileSystem = PlatformFileSystem(),
        executor: (any TaskExecutor)? = nil
    ) throws(FileSystemError) {
        self.directory = directory
        self.fileSystem = fileSystem
        self.executor = executor ?? globalConcurrentExecutor
        try fileSystem.createDirectory(directory)
    }

    /// Makes an epoch durable ahead, so that the first lease does not wait for the disk. When that fails the lease tries by itself, and tells.
    package func prepare() async {
        _ = try? await self.attempt("gateway") { _ in
            let epoch = try self.nextEpoch()
            self.prepared.withLock { $0 = epoch }
        }
    }

    /// `false`: the operating system keeps the lock of a process that sleeps, however long.
    public var leasesExpire: Bool { false }

    /// Grants a lease until it is released or the process ends; the duration does not matter.
    public func acquire(_ name: LeaseName, owner: String, for duration: Duration) async throws(CoordinatorError) -> LeaseOutcome {
        try await self.attempt(name) { held in
            if let mine = held[name] {
                return mine.lease.owner == owner ? .granted(mine.lease) : .held(by: mine.lease, freeAfter: nil)
            }
            let file = try self.fileSystem.open(self.path(name), .append)
            guard try file.tryLock() else {
                let holder = try self.recorded(name) ?? Lease(name: name, owner: "unknown", epoch: Epoch(0))
                return .held(by: holder, freeAfter: nil)
            }
            let lease = Lease(name: name, owner: owner, epoch: try self.nextEpoch())
            try self.record(lease, in: file)
            held[name] = Held(lease: lease, file: file)
            return .granted(lease)
        }
    }

    /// Whether the lease is still this process's and was not ended by ``forceUnlock(_:)``.
    public func renew(_ lease: Lease, for duration: Duration) async throws(CoordinatorError) -> Bool {
        try await self.attempt(lease.name) { held in
            guard held[lease.name]?.lease == lease else { return false }
            if try self.recorded(lease.name) == lease { return true }
            held[lease.name] = nil
            return false
        }
    }

    /// Gives the lease and its lock back.
    public func release(_ lease: Lease) async throws(CoordinatorError) {
        try await self.attempt(lease.name) { held in
            guard let mine = held[lease.name], mine.lease == lease else { return }
            try mine.file.truncate(to: 0)
            held[lease.name] = nil
        }
    }

    /// Who holds the lease, as its file tells.
    public func holder(of name: LeaseName) async throws(CoordinatorError) -> Lease? {
        try await self.attempt(name) { held in
            if let mine = held[name] { return mine.lease }
            guard let lease = try self.recorded(name) else { return nil }
            // The text outlives a process that died, the lock does not.
            return try self.fileSystem.open(self.path(name), .append).tryLock() ? nil : lease
        }
    }

    /// Takes the lease from its holder, who learns it with the next renewal, and returns a higher epoch.
    public func forceUnlock(_ name: LeaseName) async throws(CoordinatorError) -> Epoch {
        try await self.attempt(name) { held in
            let epoch = try self.nextEpoch()
            // Another file under the name: the holder keeps the lock of one that nobody looks at any more.
            try self.fileSystem.replaceContents(of: self.path(name), with: [])
            held[name] = nil
            return epoch
        }
    }

    // MARK: Files

    private func path(_ name: LeaseName) -> String { "\(self.directory)/\(name.rawValue).lease" }

    private func recorded(_ name: LeaseName) throws(FileSystemError) -> Lease? {
        guard let bytes = try self.fileSystem.contents(of: self.path(name), maximumBytes: 4096), !bytes.isEmpty,
            case .success(let value) = Result(catching: { () throws(JSONError) in try JSONValue(parsing: bytes) }),
            let owner = value["owner"]?.stringValue, let epoch = value["epoch"]?.intValue
        else { return nil }
        return Lease(name: name, owner: owner, epoch: Epoch(UInt64(max(0, epoch))))
    }

    private func record(_ lease: Lease, in file: any File) throws(FileSystemError) {
        try file.truncate(to: 0)
        let text: JSONValue = [
            "owner": .string(lease.owner), "epoch": .int(Int64(clamping: lease.epoch.rawValue)),
            "pid": JSONValue(self.fileSystem.processIdentifier),
        ]
        try file.append((text.serialized() + [0x0A]).span.bytes)
    }

    /// The next epoch, on disk before it is used.
    private func nextEpoch() throws -> Epoch {
        let lock = try self.fileSystem.open("\(self.directory)/epoch.lock", .append)
        var attempts = 0
        while try !lock.tryLock() {
            attempts += 1
            if attempts > 10_000 {
                throw CoordinatorError(.unavailable, "another process does not let go of \(self.directory)/epoch.lock")
            }
        }
        let path = "\(self.directory)/epoch"
        let text = String(decoding: try self.fileSystem.contents(of: path, maximumBytes: 64) ?? [], as: UTF8.self)
        let digits = text.prefix { $0.isNumber }
        guard let last = digits.isEmpty && text.isEmpty ? 0 : UInt64(digits) else {
            throw CoordinatorError(.corrupt, "\(path) holds no number; write one that is above every epoch in use")
        }
        // What was prepared counts as long as nobody was given a higher one.
        if let prepared = self.prepared.withLock({ $0.take() }), prepared.rawValue == last { return prepared }
        let next = last + 1
        try self.fileSystem.replaceContents(of: path, with: Array("\(next)\n".utf8))
        return Epoch(next)
    }

    private func attempt<Result: Sendable>(
        _ name: LeaseName,
        _ body: @escaping @Sendable (inout [LeaseName: Held]) throws -> Result
    ) async throws(CoordinatorError) -> Result {
        let outcome = await withTaskExecutorPreference(self.executor) { await self.perform(name, body) }
        return try outcome.get()
    }

    @concurrent private func perform<Value: Sendable>(
        _ name: LeaseName,
        _ body: @escaping @Sendable (inout [LeaseName: Held]) throws -> Value
    ) async -> Result<Value, CoordinatorError> {
        do {
            return .success(try self.held.withLock { held in try body(&held) })
        } catch let error as CoordinatorError {
            return .failure(error)
        } catch {
            let detail = (error as? FileSystemError)?.detail ?? "\(error)"
            return .failure(CoordinatorError(.unavailable, "lease \(name) in \(self.directory): \(detail)"))
        }
    }
}
