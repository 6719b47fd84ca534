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
    private let clock: any Clock<Duration>
    private let executor: any TaskExecutor
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
    public init(
        _ configuration: Configuration,
        fileSystem: any FileSystem = PlatformFileSystem(),
        encryption: WorkspaceEncryption? = nil,
        executor: (any TaskExecutor)? = nil,
        clock: any Clock<Duration> = ContinuousClock(),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(LedgerError) {
        self.configuration = configuration
        self.layout = LedgerLayout(directory: configuration.directory)
        self.fileSystem = fileSystem
        self.encryption = encryption
        self.executor = executor ?? globalConcurrentExecutor
        self.clock = clock
        self.report = report
        self.lock = try Self.takeLock(self.layout, fileSystem)
        var recovery = LedgerRecovery(layout: self.layout, configuration: configuration, fileSystem: fileSystem, encryption: encryption)
        self.state = Mutex(FileLedgerState(try recovery.run()))
        for notice in recovery.notices { report("ledger: \(notice)") }
    }

    private static func takeLock(_ layout: LedgerLayout, _ fileSystem: any FileSystem) throws(LedgerError) -> any File {
        do throws(FileSystemError) {
            try fileSystem.createDirectory(layout.directory)
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

    // MARK: Recording

    /// Begins a history, or tells that its identity is known. A repetition is told only when the first is stored.
    public func accept(_ record: LedgerRecord, epoch: Epoch) async throws(LedgerError) -> LedgerAcceptance {
        let frames = LedgerFrameWriter.encode(record, epoch: epoch)
        let admission = try self.state.withLock { [frames] (state) throws(LedgerError) -> LedgerState.Admission in
            try self.check(frames.count, &state)
            if state.isFull, !state.machine.knows(record.identity) {
                state.isMaintenanceDue = true
                throw LedgerError(.unavailable, "the disk is full; nothing new is accepted until there is room in \(self.layout.directory)")
            }
            let admission = try state.machine.admit(record, epoch: epoch)
            if case .accepted(let position) = admission { state.enqueue(frames, first: position, count: 1) }
            return admission
        }
        switch admission {
        case .accepted(let position):
            try await self.wait(for: position)
            return .accepted(self.receipt(position))
        case .duplicate(let entry):
            try await self.wait(for: entry.position.rawValue)
            return .duplicate(entry)
        case .full:
            return .full
        }
    }

    /// Records later transitions in one commit.
    @discardableResult
    public func append(_ records: [LedgerRecord], epoch: Epoch) async throws(LedgerError) -> LedgerReceipt {
        let last = try self.enqueue(records, epoch: epoch)
        try await self.wait(for: last)
        return self.receipt(last)
    }

    /// Records later transitions without waiting: they are stored with the next commit, or within a second while ``run()`` runs.
    public func note(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) {
        _ = try self.enqueue(records, epoch: epoch)
    }

    private func enqueue(_ records: [LedgerRecord], epoch: Epoch) throws(LedgerError) -> UInt64 {
        let frames =
            records.count == 1 ? LedgerFrameWriter.encode(records[0], epoch: epoch) : LedgerFrameWriter.encode(records, epoch: epoch)
        return try self.state.withLock { [frames] (state) throws(LedgerError) -> UInt64 in
            try self.check(0, &state)
            let first = try state.machine.advance(records, epoch: epoch)
            state.machine.endCommit()
            guard !records.isEmpty else { return state.stored }
            state.enqueue(frames, first: first, count: records.count)
            return first + UInt64(records.count) - 1
        }
    }

    private func check(_ count: Int, _ state: inout FileLedgerState) throws(LedgerError) {
        if let failure = state.failure { throw failure }
        guard count == 0 || state.queue.count + count <= max(count, self.configuration.maximumQueuedBytes) else {
            throw LedgerError(
                .unavailable,
                "\(state.queue.count) bytes wait to be written; the disk is too slow for more: try again in a moment"
            )
        }
    }

    private func receipt(_ position: UInt64) -> LedgerReceipt {
        LedgerReceipt(position: LedgerPosition(position), storage: self.configuration.durability == .everyCommit ? .durable : .written)
    }

    // MARK: Asking

    /// How an identity stands. An error after a failure: what is in memory then may not be in the files.
    public func entry(of identity: MessageID) async throws(LedgerError) -> LedgerEntry? {
        try self.state.withLock { (state) throws(LedgerError) in
            if let failure = state.failure { throw failure }
            return state.machine.entry(of: identity)
        }
    }

    /// Everything that is not settled, oldest first. An error after a failure: what is in memory then may not be in the files.
    public func unsettled() async throws(LedgerError) -> [LedgerEntry] {
        try self.state.withLock { (state) throws(LedgerError) in
            if let failure = state.failure { throw failure }
            return state.machine.unsettled()
        }
    }

    /// Tasks that have ended, the newest first.
    public func recentTasks(limit: Int) async throws(LedgerError) -> [LedgerEntry] {
        self.state.withLock { $0.machine.recentTasks(limit: limit) }
    }

    /// Every transition that is still in the files, oldest first. Reads all of them.
    public func history(of identity: MessageID) async throws(LedgerError) -> [LedgerRecord] {
        try await self.flush()
        return try await self.onExecutor { () -> Result<[LedgerRecord], LedgerError> in
            var records: [LedgerRecord] = []
            return LedgerArchive(directory: self.layout.directory, fileSystem: self.fileSystem, encryption: self.encryption)
                .read { frame, _ in if frame.record.identity == identity { records.append(frame.record) } }
                .map { _ in records }
        }.get()
    }

    // MARK: Leading

    /// Waits until a position is stored; carries batches out when nobody else does.
    private func wait(for position: UInt64, evenIfStored isForced: Bool = false) async throws(LedgerError) {
        let signal = await withUnsafeContinuation { (continuation: UnsafeContinuation<FileLedgerState.Signal, Never>) in
            var parked: UnsafeContinuation<Bool, Never>?
            let signal = self.state.withLock { state -> FileLedgerState.Signal? in
                if state.stored >= position, !isForced { return .stored }
                if let failure = state.failure { return .failed(failure) }
                switch state.leader {
                case .none:
                    state.leader = .waiter
                    return .lead
                case .parked(let service):
                    parked = service
                    state.leader = .service
                case .waiter, .service: break
                }
                state.waiters.append(FileLedgerState.Waiter(position: position, continuation: continuation))
                return nil
            }
            parked?.resume(returning: true)
            if let signal { continuation.resume(returning: signal) }
        }
        switch signal {
        case .stored: return
        case .failed(let error): throw error
        case .lead:
            let failure = await self.onExecutor { () -> LedgerError? in
                let failure = self.carryOutBatch()
                self.handOver()
                return failure
            }
            if let failure { throw failure }
        }
    }

    /// Gives the lead to the next: ``run()`` when it wants it, else the first task that waits.
    private func handOver() {
        let (applicant, waiter) = self.state.withLock {
            state -> (UnsafeContinuation<Bool, Never>?, UnsafeContinuation<FileLedgerState.Signal, Never>?) in
            if let applicant = state.applicant.take() {
                state.leader = .service
                return (applicant, nil)
            }
            guard !state.waiters.isEmpty else {
                state.leader = .none
                return (nil, nil)
            }
            state.leader = .waiter
            return (nil, state.waiters.removeFirst().continuation)
        }
        applicant?.resume(returning: true)
        waiter?.resume(returning: .lead)
    }

    /// Writes what waits and tells those who wait for it. By the leader only, on the executor.
    private func carryOutBatch() -> LedgerError? {
        let taken = self.state.withLock {
            state -> (batch: [UInt8], first: UInt64, last: UInt64, writer: LedgerWriter?, isMaintenanceDue: Bool) in
            let batch = state.queue
            state.queue = []
            if !batch.isEmpty { state.queue.reserveCapacity(min(batch.count, 1 << 20)) }
            let isDue = state.isMaintenanceDue
            state.isMaintenanceDue = false
            return (batch, state.queueFirst, state.machine.next - 1, state.failure == nil ? state.writer.take() : nil, isDue)
        }
        guard var writer = taken.writer else { return self.failure }
        var batch = taken.batch
        var sealed: LedgerSegment?
        var failure: FileSystemError?
        let wasFull = writer.isFull
        do throws(FileSystemError) {
            sealed = try writer.write(&batch, first: taken.first)
            if taken.isMaintenanceDue {
                if self.configuration.durability != .never { try writer.synchronize() }
                if wasFull { try writer.makeRoom(for: 0) }
            }
        } catch {
            failure = error
        }
        let isFull = writer.isFull
        let (waiters, error) = self.state.withLock { [writer] state -> ([FileLedgerState.Waiter], LedgerError?) in
            state.writer = writer
            state.isFull = isFull
            if let sealed { state.sealed.append(sealed) }
            guard let failure else {
                state.stored = max(state.stored, taken.last)
                if !batch.isEmpty {
                    state.statistics.batches += 1
                    state.statistics.bytes += batch.count
                }
                return (state.takeWaiters(through: taken.last), nil)
            }
            let error = LedgerError(
                .unavailable,
                "the ledger cannot be written (\(failure)); nothing is accepted until its files could be opened again, which is tried by itself: make room or repair the disk"
            )
            state.failure = error
            state.distrustsEnd = state.distrustsEnd || failure.operation == "synchronize"
            state.queue = []
            return (state.takeWaiters(through: .max), error)
        }
        for waiter in waiters { waiter.continuation.resume(returning: error.map { .failed($0) } ?? .stored) }
        if let error { self.report("ledger: \(error.message)") }
        if isFull != wasFull {
            self.report(isFull ? "ledger: the disk is full; nothing new is accepted" : "ledger: there is room again; messages are accepted")
        }
        return error
    }

    // MARK: Service

    /// Carries batches out, keeps the interval of durability, looks for room on a full disk and makes the files smaller, until the task is
    /// cancelled. Without it all of that but the interval and the compaction is done by the tasks that wait.
    public func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.onExecutor { await self.serve() } }
            group.addTask { await self.maintain() }
        }
    }

    private nonisolated(nonsending) func serve() async {
        guard await self.awaitLead() else { return }
        while !Task.isCancelled {
            let isIdle = self.state.withLock { $0.waiters.isEmpty && !$0.isMaintenanceDue }
            if isIdle { _ = await self.park() } else { _ = self.carryOutBatch() }
        }
        self.handOver()
    }

    /// Waits until the lead is free; `false` when the task was cancelled before.
    private nonisolated(nonsending) func awaitLead() async -> Bool {
        await self.suspend { state, continuation in
            if case .none = state.leader {
                state.leader = .service
                return true
            }
            state.applicant = continuation
            return nil
        }
    }

    /// Waits until there is something to do.
    private nonisolated(nonsending) func park() async -> Bool {
        await self.suspend { state, continuation in
            if !state.waiters.isEmpty || state.isMaintenanceDue { return true }
            state.leader = .parked(continuation)
            return nil
        }
    }

    private nonisolated(nonsending) func suspend(
        _ body: @Sendable (inout FileLedgerState, UnsafeContinuation<Bool, Never>) -> Bool?
    ) async -> Bool {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (continuation: UnsafeContinuation<Bool, Never>) in
                let answer = self.state.withLock { state in Task.isCancelled ? false : body(&state, continuation) }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = self.state.withLock { state -> UnsafeContinuation<Bool, Never>? in
                if let applicant = state.applicant.take() { return applicant }
                if case .parked(let service) = state.leader {
                    state.leader = .service
                    return service
                }
                return nil
            }
            waiting?.resume(returning: false)
        }
    }

    private func maintain() async {
        var pause = Duration.seconds(1)
        if case .interval(let interval) = self.configuration.durability { pause = min(pause, max(interval, .milliseconds(1))) }
        var sinceCompaction = Duration.zero
        var attempts = ReopeningSchedule()
        while !Task.isCancelled {
            do { try await self.clock.sleep(for: pause) } catch { return }
            if let failure = self.failure {
                if failure.code == .unavailable, attempts.isDue(after: pause) { await self.tryToReopen() }
                continue
            }
            attempts = ReopeningSchedule()
            self.requestMaintenance()
            sinceCompaction += pause
            guard sinceCompaction >= .seconds(5), self.isWasteful else { continue }
            sinceCompaction = .zero
            do throws(LedgerError) {
                _ = try await self.compact()
            } catch {
                self.report("ledger: the files could not be made smaller: \(error.message)")
            }
        }
    }

    private func tryToReopen() async {
        do throws(LedgerError) {
            try await self.reopen()
            self.report("ledger: its files were opened again; messages are accepted")
        } catch {
            // What no attempt will cure ends the attempts.
            if error.code != .unavailable { self.state.withLock { $0.failure = error } }
            self.report("ledger: its files cannot be opened again: \(error.message)")
        }
    }

    /// Asks the leader to make things durable, when anything is to be done.
    private func requestMaintenance() {
        let parked = self.state.withLock { state -> UnsafeContinuation<Bool, Never>? in
            guard state.failure == nil, !state.queue.isEmpty || state.isFull || state.writer?.isDirty ?? true else { return nil }
            state.isMaintenanceDue = true
            guard case .parked(let service) = state.leader else { return nil }
            state.leader = .service
            return service
        }
        parked?.resume(returning: true)
    }

    /// Stores what was noted and makes everything durable.
    public func flush() async throws(LedgerError) {
        let position = self.state.withLock { state -> UInt64 in
            state.isMaintenanceDue = true
            return state.machine.next - 1
        }
        try await self.wait(for: position, evenIfStored: true)
    }

    // MARK: Compaction

    /// Whether most of what is in the full segments is probably no longer needed.
    private var isWasteful: Bool {
        self.state.withLock { state in
            let total = state.sealed.reduce(0) { $0 + $1.byteCount }
            let snapshot = state.sealed.first?.byteCount ?? 0
            return state.sealed.count > 1 && total > 2 * max(snapshot, self.configuration.segmentBytes)
        }
    }

    /// Replaces the full segments by a snapshot of what is still held; returns how many records were dropped. Commits go on meanwhile.
    @discardableResult
    public func compact() async throws(LedgerError) -> Int {
        let taken = self.state.withLock { state -> (sealed: [LedgerSegment], through: UInt64)? in
            guard !state.isCompacting, !state.isReopening, state.failure == nil, !state.sealed.isEmpty, let writer = state.writer else { return nil }
            state.isCompacting = true
            return (state.sealed, writer.first - 1)
        }
        guard let taken else { return 0 }
        let result = await self.onExecutor { () -> Result<LedgerCompaction.Result, FileSystemError> in
            Result { () throws(FileSystemError) in
                try LedgerCompaction(layout: self.layout, fileSystem: self.fileSystem, encryption: self.encryption).run(taken.sealed, through: taken.through) {
                    identities in
                    self.state.withLock { state in identities.map { state.machine.knows($0) } }
                }
            }
        }
        self.state.withLock { state in
            state.isCompacting = false
            guard case .success(let done) = result else { return }
            state.sealed.replaceSubrange(0..<taken.sealed.count, with: [done.snapshot])
            state.statistics.compactions += 1
        }
        switch result {
        case .success(let done): return done.droppedRecords
        case .failure(let error): throw LedgerError(.unavailable, "\(error)")
        }
    }

    // MARK: Reopening

    /// Reads the files anew after a failure; what had been acknowledged is there, what had not may be.
    public func reopen() async throws(LedgerError) {
        let distrustsEnd = try self.state.withLock { (state) throws(LedgerError) -> Bool? in
            if state.failure == nil { return nil }
            guard !state.isReopening, !state.isCompacting else {
                throw LedgerError(.unavailable, "the ledger's files are being worked on; try again in a moment")
            }
            state.isReopening = true
            return state.distrustsEnd
        }
        guard let distrustsEnd else { return }
        defer { self.state.withLock { $0.isReopening = false } }
        let failure = await self.onExecutor { () -> LedgerError? in
            var recovery = LedgerRecovery(
                layout: self.layout,
                configuration: self.configuration,
                fileSystem: self.fileSystem,
                encryption: self.encryption
            )
            recovery.distrustsEnd = distrustsEnd
            do throws(LedgerError) {
                let recovered = try recovery.run()
                for notice in recovery.notices { self.report("ledger: \(notice)") }
                self.state.withLock { state in
                    let epoch = state.machine.epoch
                    state.machine = recovered.machine
                    // The epoch in force may not have written yet; recovery has seen no newer one.
                    try? state.machine.begin(epoch)
                    state.reopenings += 1
                    state.writer = recovered.writer
                    state.sealed = recovered.sealed
                    state.stored = recovered.machine.next - 1
                    state.queue = []
                    state.failure = nil
                    state.distrustsEnd = false
                    state.isFull = false
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    // MARK: Executor

    /// Runs work that touches files away from event loops.
    func onExecutor<Value: Sendable>(_ body: @Sendable () async -> Value) async -> Value {
        await withTaskExecutorPreference(self.executor) { await Self.hop(body) }
    }

    @concurrent
    private static func hop<Value: Sendable>(_ body: @Sendable () async -> Value) async -> Value { await body() }
}
