// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A coordinator for processes of one machine, made of a directory.
///
/// `<name>.lease` is held with the operating system's advisory lock as long as the lease lasts; its text tells who has it. The lock goes with the
/// process: a gateway that died leaves nothing behind, one that is only slow keeps its leases, so they have no end in time. `epoch` holds the
/// highest epoch that was given; it is replaced and synced before a lease is granted, under the lock of `epoch.lock`. A gateway's own
/// stores take that upon themselves for its lead: nothing is written under an epoch that is not durable, and `epoch.lock` is kept until it is.
///
/// Not for network file systems, whose locks do not always reach other machines.
public final class FileCoordinator: Coordinator, EpochConfirming {
    private struct Held {
        var lease: Lease
        var file: any File
    }

    /// Epochs that were given and are not in the file yet.
    private struct Pending {
        /// Locked: nobody else gives the same ones.
        var lock: any File
        var last: Epoch
    }

    private let directory: String
    private let fileSystem: any FileSystem
    private let executor: any TaskExecutor
    private let held = Mutex<[LeaseName: Held]>([:])
    /// The lease that is granted before its epoch is durable.
    private let ahead: LeaseName?
    private let pending = Mutex<Pending?>(nil)
    /// The highest epoch that is known to be durable; locked while the disk works.
    private let confirmed = Mutex(Epoch(0))

    /// Makes a coordinator over a directory, which is created when it does not exist.
    /// - Parameter executor: where files are read and written; the global concurrent executor when `nil`. Never an event loop.
    public convenience init(
        directory: String,
        fileSystem: any FileSystem = PlatformFileSystem(),
        executor: (any TaskExecutor)? = nil
    ) throws(FileSystemError) {
        try self.init(directory: directory, fileSystem: fileSystem, executor: executor, ahead: nil)
    }

    /// Makes a coordinator that grants one lease before its epoch is durable.
    /// - Parameter ahead: that lease. Every store that its holder writes to calls ``confirm(_:)`` before it writes.
    package init(
        directory: String,
        fileSystem: any FileSystem = PlatformFileSystem(),
        executor: (any TaskExecutor)? = nil,
        ahead: LeaseName?
    ) throws(FileSystemError) {
        self.ahead = ahead
        self.directory = directory
        self.fileSystem = fileSystem
        self.executor = executor ?? globalConcurrentExecutor
        try fileSystem.createDirectory(directory)
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
            let lease = Lease(name: name, owner: owner, epoch: try self.nextEpoch(isAhead: name == self.ahead))
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
            // Whoever comes next need not wait for it. When that fails nothing was written under it, and the lock goes with the process.
            try? self.confirm(lease.epoch)
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
            let epoch = try self.nextEpoch(isAhead: false)
            // Another file under the name: the holder keeps the lock of one that nobody looks at any more.
            try self.fileSystem.replaceContents(of: self.path(name), with: [])
            held[name] = nil
            return epoch
        }
    }

    // MARK: Files

    /// The file with the highest epoch that was given: its number, and nothing else.
    package var epochFile: String { "\(self.directory)/epoch" }

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

    /// The next epoch, on disk before it is used unless that is left to ``confirm(_:)``.
    private func nextEpoch(isAhead: Bool) throws -> Epoch {
        let epoch = try self.pending.withLock { pending in
            var given: Pending
            if let present = pending { given = present } else { given = Pending(lock: try self.lockEpochs(), last: try self.lastEpoch()) }
            given.last = try self.epoch(after: given.last)
            pending = given
            return given.last
        }
        guard !isAhead else { return epoch }
        do {
            try self.confirm(epoch)
        } catch {
            // Nobody has it: the next one is read from the file again, unless others wait for theirs to become durable.
            self.pending.withLock { if self.ahead == nil { $0 = nil } }
            throw error
        }
        return epoch
    }

    /// Makes the epochs that were given durable, up to this one at least.
    package func confirm(_ epoch: Epoch) throws(FileSystemError) {
        try self.confirmed.withLock { (confirmed) throws(FileSystemError) in
            guard epoch > confirmed, let last = self.pending.withLock({ $0?.last }), last >= epoch else { return }
            try self.fileSystem.replaceContents(of: self.epochFile, with: Array("\(last)\n".utf8))
            confirmed = last
            self.pending.withLock { if $0?.last == last { $0 = nil } }
        }
    }

    private func lockEpochs() throws -> any File {
        let lock = try self.fileSystem.open("\(self.directory)/epoch.lock", .append)
        var attempts = 0
        while try !lock.tryLock() {
            attempts += 1
            if attempts > 10_000 {
                throw CoordinatorError(.unavailable, "another process does not let go of \(self.directory)/epoch.lock")
            }
        }
        return lock
    }

    private func lastEpoch() throws -> Epoch {
        let path = self.epochFile
        let text = String(decoding: try self.fileSystem.contents(of: path, maximumBytes: 64) ?? [], as: UTF8.self)
        let digits = text.prefix { $0.isNumber }
        guard let last = digits.isEmpty && text.isEmpty ? 0 : UInt64(digits) else {
            throw CoordinatorError(.corrupt, "\(path) holds no number; write one that is \(Self.wanted)")
        }
        return Epoch(last)
    }

    /// Leases are kept as JSON, whose integers have 63 bits: nobody comes there by counting.
    private func epoch(after last: Epoch) throws -> Epoch {
        guard last.rawValue < UInt64(Int64.max) else {
            throw CoordinatorError(.corrupt, "\(self.epochFile) holds \(last), and no epoch is above that; write a number that is \(Self.wanted)")
        }
        return Epoch(last.rawValue + 1)
    }

    private static var wanted: String { "above every epoch in use (\"openclaw ledger check\" tells the newest)" }

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
        } catch let error as FileSystemError {
            return .failure(Self.failure(error, name))
        } catch {
            return .failure(CoordinatorError(.unavailable, "lease \(name) in \(self.directory): \(error)"))
        }
    }

    /// What is in a file's place does not go away by itself; a disk that refuses may work again.
    private static func failure(_ error: FileSystemError, _ name: LeaseName) -> CoordinatorError {
        switch error.code {
        case .notRegularFile, .symbolicLink, .tooLarge:
            CoordinatorError(.corrupt, "\(error.path) is not what is kept there (\(error.detail)); remove it, with the gateway stopped")
        default:
            CoordinatorError(.unavailable, "lease \(name): \(error)")
        }
    }
}
