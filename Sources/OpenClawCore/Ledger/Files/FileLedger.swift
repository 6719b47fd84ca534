// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A ledger in append-only files that survives crashes and power cuts (format in Docs/Ledger.md).
///
/// ```swift
/// let ledger = try FileLedger(FileLedger.Configuration(directory: "/var/lib/openclaw/ledger"))
/// ```
///
/// ## Commits
///
/// Records of many tasks are written together and made durable with one call (group commit), on the executor the ledger was given; event
/// loops never wait for the disk. A task that waits carries the batch out, or, while it runs, ``run()`` does.
///
/// ## Failures
///
/// When writing or making durable fails, the ledger stops: nothing more is recorded or acknowledged, everybody who waits gets
/// ``LedgerError/Code/unavailable`` with the cause, until the files could be read anew: ``run()`` tries that after a second, then after
/// twice as long each time, a minute at most. A full disk is gentler: new histories are refused, those that are open still come to their
/// end in the room that was taken in advance.
///
/// ## One writer
///
/// An advisory lock of the operating system keeps a second process out; it is released when the process ends, however it ends.
public final class FileLedger: Ledger, Service {
    let configuration: Configuration
    let layout: LedgerLayout
    let fileSystem: any FileSystem
    let encryption: WorkspaceEncryption?
    let report: @Sendable (String) -> Void
    /// Told what a crash had left and was put in order.
    let repaired: @Sendable (String) -> Void
    let clock: any Clock<Duration>
    let executor: any TaskExecutor
    /// Asked before anything is written under an epoch.
    let epochs: (any EpochConfirming)?
    /// Locked until the ledger goes.
    private let lock: any File
    let state: Mutex<FileLedgerState>

    /// Opens a ledger: locks it, reads it and cuts off what a crash has left unfinished. Blocks while it does.
    /// - Parameters:
    ///   - configuration: where, how safely, and the bounds.
    ///   - fileSystem: the disk.
    ///   - encryption: encrypts records; `nil` writes plain ones, and refuses files that are encrypted.
    ///   - executor: where files are read and written; the global concurrent executor when `nil`. Never an event loop.
    ///   - clock: measures the interval of durability.
    ///   - report: told in words what was repaired or went wrong; may be called from any thread.
    public convenience init(
        _ configuration: Configuration,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        clock: any Clock<Duration> = ContinuousClock(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(LedgerError) {
        try self.init(
            configuration,
            fileSystem: fileSystem,
            encryption: encryption,
            executor: executor,
            epochs: nil,
            clock: clock,
            report: report
        )
    }

    /// Opens a ledger of a gateway whose lead is granted before its epoch is durable: `epochs` makes it so before the first record.
    /// - Parameters:
    ///   - report: told of trouble.
    ///   - repaired: told what an ordinary crash had left and was put in order; `report` when `nil`.
    package init(
        _ configuration: Configuration,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        epochs: (any EpochConfirming)?,
        clock: any Clock<Duration> = ContinuousClock(),
        report: @escaping @Sendable (String) -> Void = { _ in },
        repaired: (@Sendable (String) -> Void)? = nil
    ) throws(LedgerError) {
        self.epochs = epochs
        self.configuration = configuration
        self.layout = LedgerLayout(directory: configuration.directory)
        self.fileSystem = fileSystem
        self.encryption = encryption
        self.executor = executor ?? globalConcurrentExecutor
        self.clock = clock
        self.report = report
        self.repaired = repaired ?? report
        self.lock = try Self.takeLock(self.layout, fileSystem)
        var recovery = LedgerRecovery(layout: self.layout, configuration: configuration, fileSystem: fileSystem, encryption: encryption)
        self.state = Mutex(FileLedgerState(try recovery.run()))
        for notice in recovery.notices { self.repaired("ledger: \(notice)") }
    }

    private static func takeLock(_ layout: LedgerLayout, _ fileSystem: any FileSystem) throws(LedgerError) -> any File {
        do throws(FileSystemError) {
            try fileSystem.createDirectory(layout.directory)
        } catch {
            throw LedgerError(
                .unavailable,
                "the directory \(layout.directory) of the ledger cannot be made (\(error.detail)): choose another one, or correct the permissions above it"
            )
        }
        do throws(FileSystemError) {
            let file = try fileSystem.open(layout.lock, .append)
            if try file.tryLock() { return file }
        } catch {
            throw LedgerError(.unavailable, "the ledger cannot be locked (\(error)): correct its permissions")
        }
        throw LedgerError(
            .locked,
            "another process has the ledger \(layout.directory) open; stop it or give this gateway a state of its own"
        )
    }

    /// Counts since the ledger was opened.
    public var statistics: Statistics { self.state.withLock { $0.statistics } }

    /// How many histories are not settled.
    public var openCount: Int { self.state.withLock { $0.machine.openCount } }

    /// Records outlive the process.
    public var isDurable: Bool { true }

    /// The newest epoch that has written.
    public var lastEpoch: Epoch { self.state.withLock { $0.machine.epoch } }

    /// How often the files were opened again after a failure.
    public var reopenings: Int { self.state.withLock { $0.reopenings } }

    /// Says under which epoch is written from now on.
    public func begin(_ epoch: Epoch) throws(LedgerError) {
        try self.state.withLock { (state) throws(LedgerError) in try state.machine.begin(epoch) }
    }

    /// Why the ledger records nothing at present, or `nil`.
    public var failure: LedgerError? { self.state.withLock { $0.failure } }

    /// The failure's words, or that the disk is full.
    public var trouble: String? {
        self.state.withLock { state in
            state.failure?.message ?? (state.isFull ? "the disk is full; nothing new is accepted: make room" : nil)
        }
    }

    // MARK: Executor

    /// Runs work that touches files away from event loops.
    func onExecutor<Value: Sendable>(_ body: @Sendable () async -> Value) async -> Value {
        await withTaskExecutorPreference(self.executor) { await Self.hop(body) }
    }

    @concurrent
    private static func hop<Value: Sendable>(_ body: @Sendable () async -> Value) async -> Value { await body() }
}
