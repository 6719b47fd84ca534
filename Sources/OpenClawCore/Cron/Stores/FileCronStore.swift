// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Keeps scheduled jobs in one file, replaced as a whole: written beside it with mode 0600, made durable, renamed. Symbolic links are
/// refused. A file that people have changed is not replaced before the change was read (``EditableCronStore``). With a key the file is encrypted; one that was plain is read and becomes encrypted when it is replaced.
public struct FileCronStore: CronStore {
    /// The largest file that is read.
    public static let maximumBytes = 64 << 20

    let path: String
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?
    let executor: any TaskExecutor
    /// Which contents are its own.
    let memory = CronFileMemory()
    private let clock: any Clock<Duration>
    /// Asked before anything is kept under an epoch.
    private let epochs: (any EpochConfirming)?

    /// Makes a store; nothing is read yet.
    /// - Parameters:
    ///   - path: the file, absolute; its directory is made when it does not exist.
    ///   - encryption: encrypts the file; `nil` leaves it plain, and one that is encrypted is an error that says so.
    ///   - clock: measures how long another process that has the lock is waited for, five seconds at most.
    ///   - executor: where the file is read and written; the global concurrent executor when `nil`. Never an event loop.
    public init(
        path: String,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.init(path: path, fileSystem: fileSystem, encryption: encryption, executor: executor, clock: clock, epochs: nil)
    }

    /// Makes the store of a gateway whose lead is granted before its epoch is durable: `epochs` makes it so before anything is kept.
    package init(
        path: String,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        clock: any Clock<Duration> = ContinuousClock(),
        epochs: (any EpochConfirming)?
    ) {
        self.epochs = epochs
        self.clock = clock
        self.path = path
        self.fileSystem = fileSystem
        self.encryption = encryption
        self.executor = executor ?? globalConcurrentExecutor
    }

    /// The file.
    public var location: String { self.path }

    /// Reads the file.
    public func load(epoch: Epoch) async throws(CronError) -> [UInt8]? {
        try await withTaskExecutorPreference(self.executor) { await self.read(epoch) }.get()
    }

    /// Replaces the file.
    public func save(_ bytes: [UInt8], epoch: Epoch) async throws(CronError) {
        try await withTaskExecutorPreference(self.executor) { await self.replace(bytes, epoch) }.get()
    }

    @concurrent private func read(_ epoch: Epoch) async -> Result<[UInt8]?, CronError> {
        await self.fenced(epoch, "cannot be read") { () throws(FileSystemError) in
            let sealed = try self.sealedFile()
            let stamp = try self.fileSystem.status(self.path)
            let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: sealed.limit(Self.maximumBytes))
            if self.isEditable { self.memory.noteLoaded(bytes, stamp) }
            return try bytes.map(sealed.open)
        }
    }

    @concurrent private func replace(_ bytes: [UInt8], _ epoch: Epoch) async -> Result<Void, CronError> {
        let isKept = await self.fenced(epoch, "were not kept") { () throws(FileSystemError) in
            guard try self.foreignContents() == nil else { return false }
            if self.isEditable { self.memory.noteBegun(bytes) }
            try self.fileSystem.replaceFile(at: self.path, with: self.sealedFile().seal(bytes))
            if self.isEditable { self.memory.noteKept(bytes, try self.fileSystem.status(self.path)) }
            return true
        }
        return isKept.flatMap { isKept in
            isKept ? .success(()) : .failure(CronError(.edited, "somebody has changed \(self.path), which is looked at first; try again"))
        }
    }

    private func sealedFile() throws(FileSystemError) -> SealedFile {
        try SealedFile(path: self.path, context: "scheduled jobs", encryption: self.encryption)
    }

    /// Writes the file anew with the key that is to count, or plain, unless it is so already; returns whether it did.
    package func rekey() async throws(CronError) -> Bool {
        try await withTaskExecutorPreference(self.executor) { await self.rewrite() }.get()
    }

    @concurrent private func rewrite() async -> Result<Bool, CronError> {
        do throws(FileSystemError) {
            guard try self.fileSystem.status(self.path)?.kind == .file else { return .success(false) }
            let lock = try await self.takeLock()
            defer { withExtendedLifetime(lock) {} }
            // What a crash has left of a file that was to take this one's place may be plain.
            let temporary = self.path + ".tmp"
            if try self.fileSystem.status(temporary) != nil { try self.fileSystem.remove(temporary) }
            let sealed = try self.sealedFile()
            guard let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: sealed.limit(Self.maximumBytes)),
                SealedFile.keyIdentifier(of: bytes) != self.encryption?.keyIdentifier
            else { return .success(false) }
            try self.fileSystem.replaceFile(at: self.path, with: sealed.seal(sealed.open(bytes)))
            return .success(true)
        } catch {
            return .failure(CronError(.storage, "the scheduled jobs were not written anew: \(error)"))
        }
    }

    /// Does something unless a newer epoch was here; under a lock that every process takes.
    func fenced<Value>(
        _ epoch: Epoch,
        _ failure: String,
        _ body: () throws(FileSystemError) -> Value
    ) async -> Result<Value, CronError> {
        do throws(FileSystemError) {
            if let slash = self.path.lastIndex(of: "/"), slash != self.path.startIndex {
                try self.fileSystem.createDirectory(String(self.path[..<slash]))
            }
            let lock = try await self.takeLock()
            defer { withExtendedLifetime(lock) {} }
            let newest = try self.newestEpoch()
            if epoch >= newest {
                if epoch > newest {
                    try self.epochs?.confirm(epoch)
                    try self.fileSystem.replaceFile(at: self.path + ".epoch", with: Array("\(epoch)\n".utf8))
                }
                return .success(try body())
            }
            var stale = CronError.stale(epoch, newest: newest)
            stale.message += "; when no other gateway runs, its coordinator has lost its memory: remove \(self.path).epoch"
            return .failure(stale)
        } catch {
            return .failure(CronError(.storage, "the scheduled jobs \(failure): \(error)"))
        }
    }

    private func takeLock() async throws(FileSystemError) -> any File {
        let lock = try self.fileSystem.open(self.path + ".lock", .append)
        for _ in 0..<500 {
            if try lock.tryLock() { return lock }
            do { try await self.clock.sleep(for: .milliseconds(10)) } catch { break }
        }
        throw FileSystemError(.other, operation: "lock", path: self.path + ".lock", detail: "another process does not let go of it")
    }

    private func newestEpoch() throws(FileSystemError) -> Epoch {
        let path = self.path + ".epoch"
        guard let bytes = try self.fileSystem.contents(of: path, maximumBytes: 64) else { return Epoch(0) }
        guard let number = UInt64(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber }) else {
            throw FileSystemError(.other, operation: "read", path: path, detail: "it holds no number; write the newest epoch into it")
        }
        return Epoch(number)
    }
}
