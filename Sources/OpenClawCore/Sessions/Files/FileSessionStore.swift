// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps sessions in files: one append-only transcript per session, readable with `less`, and a small index.
///
/// ```swift
/// let store = try FileSessionStore(FileSessionStore.Configuration(root: "/var/lib/openclaw"))
/// ```
///
/// ## Files
///
/// | path below the root | what |
/// |---|---|
/// | `agents/<agentId>/sessions/<sessionId>.jsonl` | a transcript: a header line, then one line per entry; only ever appended to |
/// | `agents/sessions-index.jsonl` | the index, a log of rows; the last one of a session wins; rewritten by rename when most of it is outdated |
/// | `agents/sessions.lock` | locked while a store is open, with the number of the process |
/// | `agents/<agentId>/sessions/sessions.json` | a copy of the index for other programs, written by ``flush()`` |
///
/// Keys without an agent live in the folder of the agent `main`. A reset renames the old transcript to
/// `<sessionId>.jsonl.reset.<time>`; ``delete(_:deleteTranscript:epoch:)`` renames it to `<sessionId>.jsonl.deleted.<time>`, or removes
/// it when `deleteTranscript` is `true`. ``removeArchives(before:)`` removes what was put aside.
///
/// ## Crashes
///
/// What an append has returned survives the death of the process; a power cut, according to the configured
/// ``Configuration/Durability-swift.enum``. A store that was not closed in order reads what was written to transcripts since it last was,
/// counts again where the index differs and moves a torn end aside: a last line without its end, and in encrypted transcripts everything from
/// the first line on that does not open. A missing index is made again from the transcripts and, when there is one, from `sessions.json`.
///
/// ## Failures
///
/// When writing or synchronizing a transcript fails, a partial line is cut off and the session takes no more entries until its file could
/// be read anew: ``run()`` tries that after a second, then after twice as long each time, a minute at most, and ``reopen(_:)`` at once.
/// After a failed synchronization the file is copied instead of trusting pages that may not be on the disk. An index that failed is
/// written anew the same way. A full disk is gentler: the append fails, nothing of it stays, and the next one may succeed.
///
/// ## Threads
///
/// Changes from many tasks are written in batches by one of those tasks, on the executor the store was given; event loops never wait
/// for the disk. The newest entries of busy sessions are answered from memory.
public final class FileSessionStore: SessionStore, Service {
    let configuration: Configuration
    let layout: SessionLayout
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?
    let wallClock: any WallClock
    let identifiers: any IDGenerator
    let report: @Sendable (String) -> Void
    /// Told what could not be done.
    let complain: @Sendable (String) -> Void
    let elapsed: @Sendable () -> Duration
    private let clock: any Clock<Duration>
    private let executor: any TaskExecutor
    /// Locked until the store goes.
    private let lock: any File
    let state: Mutex<FileSessionState>

    /// Opens the store: locks it, reads the index and repairs what a crash has left. Blocks while it does.
    /// - Parameters:
    ///   - configuration: where, how safely, and the bounds.
    ///   - fileSystem: the disk.
    ///   - encryption: encrypts index and transcripts; `nil` writes plain text, and refuses what is encrypted.
    ///   - executor: where files are read and written; the global concurrent executor when `nil`. Never an event loop.
    ///   - wallClock: where `createdAt` and `updatedAt` come from.
    ///   - clock: measures the interval of durability.
    ///   - identifiers: makes the identifiers of transcripts.
    ///   - report: told in words what was repaired or could not be done; may be called from any thread.
    public convenience init(
        _ configuration: Configuration,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        wallClock: any WallClock = SystemWallClock(),
        clock: any Clock<Duration> = ContinuousClock(),
        identifiers: any IDGenerator = UUIDGenerator(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(SessionStoreError) {
        try self.init(
            configuration,
            fileSystem: fileSystem,
            encryption: encryption,
            executor: executor,
            epochs: nil,
            wallClock: wallClock,
            clock: clock,
            identifiers: identifiers,
            report: report
        )
    }

    /// Opens the store of a gateway whose lead is granted before its epoch is durable: `epochs` makes it so before the first change.
    /// What could not be done goes to `complain` when there is one, and only what was repaired to `report`.
    package init(
        _ configuration: Configuration,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        epochs: (any EpochConfirming)?,
        wallClock: any WallClock = SystemWallClock(),
        clock: any Clock<Duration> = ContinuousClock(),
        identifiers: any IDGenerator = UUIDGenerator(),
        report: @escaping @Sendable (String) -> Void = { _ in },
        complain: (@Sendable (String) -> Void)? = nil
    ) throws(SessionStoreError) {
        self.configuration = configuration
        self.layout = SessionLayout(root: configuration.root)
        self.fileSystem = fileSystem
        self.encryption = encryption
        self.executor = executor ?? globalConcurrentExecutor
        self.wallClock = wallClock
        self.clock = clock
        self.identifiers = identifiers
        self.report = report
        self.complain = complain ?? report
        self.elapsed = Self.stopwatch(clock)
        self.lock = try Self.takeLock(self.layout, fileSystem)
        var recovery = SessionRecovery(
            layout: self.layout,
            configuration: configuration,
            fileSystem: fileSystem,
            encryption: encryption,
            now: wallClock.now(),
            report: report,
            complain: self.complain
        )
        var recovered = try recovery.run()
        recovered.writer.epochs = epochs
        self.state = Mutex(FileSessionState(recovered))
    }

    /// The newest epoch that has written.
    public var lastEpoch: Epoch { self.state.withLock { $0.newestEpoch } }

    private static func stopwatch<Source: Clock<Duration>>(_ clock: Source) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }

    static func takeLock(_ layout: SessionLayout, _ fileSystem: any FileSystem) throws(SessionStoreError) -> any File {
        do throws(FileSystemError) {
            try fileSystem.createDirectory(layout.agents)
            let file = try fileSystem.open(layout.lock, .update)
            guard try file.tryLock() else {
                let owner = String(decoding: try file.read(at: 0, count: 32).prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
                throw FileSystemError(
                    .exists,
                    operation: "lock",
                    path: layout.lock,
                    detail: owner.isEmpty ? "another process has the sessions open" : "process \(owner) has the sessions open"
                )
            }
            try file.overwrite(with: "\(fileSystem.processIdentifier)")
            return file
        } catch {
            if error.operation == "lock" {
                throw SessionStoreError(.unavailable, "\(error.path): \(error.detail); stop it or give this gateway another root")
            }
            throw .diskInFull(error)
        }
    }

    /// The root directory.
    public var location: String { self.configuration.root }

    /// Counts since the store was opened.
    public var statistics: Statistics { self.state.withLock { $0.statistics } }

    // MARK: Changing

    /// Appends entries.
    @discardableResult
    public func append(
        _ entries: [SessionEntry],
        to key: SessionKey,
        expecting version: SessionVersion?,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionVersion {
        let append = try self.encode(entries, expecting: version)
        guard case .version(let result) = try await self.commit(.append(append), key, epoch) else { return .empty }
        return result
    }

    private func encode(_ entries: [SessionEntry], expecting version: SessionVersion?) throws(SessionStoreError) -> SessionAppend {
        var writer = JSONWriter(reservingCapacity: 320 * entries.count)
        var sizes: [Int] = []
        sizes.reserveCapacity(entries.count)
        for entry in entries {
            let start = writer.count
            TranscriptLine.write(entry, to: &writer)
            let size = writer.count - start
            guard size <= self.configuration.maximumEntryBytes else {
                throw .tooLarge("an entry", bytes: size, maximum: self.configuration.maximumEntryBytes)
            }
            sizes.append(size)
        }
        return SessionAppend(entries: entries, bytes: writer.finish(), sizes: sizes, expecting: version)
    }

    /// Changes settable properties.
    @discardableResult
    public func update(_ key: SessionKey, attributes: JSONObject, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord {
        try await self.record(of: self.commit(.update(attributes), key, epoch), key)
    }

    /// Begins a new transcript; the old one is renamed to `<sessionId>.jsonl.reset.<time>`.
    @discardableResult
    public func reset(_ key: SessionKey, expectedSessionID: String?, epoch: Epoch) async throws(SessionStoreError) -> SessionRecord {
        try await self.record(of: self.commit(.reset(expectedSessionID: expectedSessionID), key, epoch), key)
    }

    /// Begins a new transcript of these entries: it is on the disk before the index names it. The old one is renamed as by ``reset(_:expectedSessionID:epoch:)``.
    @discardableResult
    public func restart(
        _ key: SessionKey,
        with entries: [SessionEntry],
        expectedSessionID: String,
        epoch: Epoch
    ) async throws(SessionStoreError) -> SessionRecord {
        let append = try self.encode(entries, expecting: nil)
        return try await self.record(of: self.commit(.restart(append, expectedSessionID: expectedSessionID), key, epoch), key)
    }

    /// Removes a session; its transcript is renamed to `<sessionId>.jsonl.deleted.<time>`, or removed when `deleteTranscript` is `true`.
    @discardableResult
    public func delete(_ key: SessionKey, deleteTranscript: Bool, epoch: Epoch) async throws(SessionStoreError) -> Bool {
        guard case .existed(let existed) = try await self.commit(.delete(removesTranscript: deleteTranscript), key, epoch) else {
            return false
        }
        return existed
    }

    private func record(of outcome: SessionCommit.Outcome, _ key: SessionKey) throws(SessionStoreError) -> SessionRecord {
        guard case .record(let record) = outcome else { throw .invalid(key) }
        return record
    }

    /// Makes everything durable, brings the index up to date and writes its copy for other programs.
    public func flush() async throws(SessionStoreError) {
        _ = try await self.commit(.flush(isFinal: true), "", nil)
    }

    /// Lets a session take entries again after a failure: reads its transcript anew and makes it durable.
    public func reopen(_ key: SessionKey) async throws(SessionStoreError) {
        _ = try await self.commit(.reopen, key, nil)
    }

    /// Makes written entries durable in the configured interval, until the task is cancelled or shut down gracefully.
    public func run() async throws {
        let pause =
            if case .interval(let interval) = self.configuration.durability { interval } else { Duration.seconds(1) }
        // Many transcripts take long to synchronize; appends go on meanwhile.
        let isServed = self.configuration.durability != .never
        self.state.withLock { $0.isServed = isServed }
        defer { self.state.withLock { $0.isServed = false } }
        do {
            try await cancelWhenGracefulShutdown {
                while true {
                    try await self.clock.sleep(for: pause)
                    do throws(SessionStoreError) {
                        if isServed, let failure = await self.onExecutor({ self.synchronizeTranscripts() }) { throw failure }
                        _ = try await self.commit(.flush(isFinal: false), "", nil)
                    } catch {
                        self.complain("sessions: \(error)")
                    }
                    await self.reopenBroken(after: pause)
                }
            }
        } catch is CancellationError {
            // The ordinary end.
        }
    }

    private func reopenBroken(after elapsed: Duration) async {
        for key in self.state.withLock({ $0.broken.isEmpty ? [] : $0.dueReopenings(after: elapsed) }) {
            do throws(SessionStoreError) {
                try await self.reopen(key)
                self.report("sessions: the transcript of \(key) was opened again; it takes entries")
            } catch {
                self.complain("sessions: the transcript of \(key) cannot be opened again: \(error)")
            }
        }
    }

    // MARK: Executor

    /// Runs work that touches files away from event loops.
    func onExecutor<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withTaskExecutorPreference(self.executor) { await Self.hop(body) }
    }

    @concurrent
    private static func hop<Value: Sendable>(_ body: @Sendable () -> Value) async -> Value { body() }
}
