// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a ``FileLedger`` keeps under its lock.
struct FileLedgerState: Sendable {
    /// What a task that waits for a commit is told.
    enum Signal: Sendable {
        /// It is stored.
        case stored
        /// It is not and will not be.
        case failed(LedgerError)
        /// Carry the next batch out.
        case lead
    }

    /// Who carries batches out.
    enum Leader: Sendable {
        /// Nobody: the next task that waits does.
        case none
        /// A task that waits for its own commit.
        case waiter
        /// ``FileLedger/run()``, which is at work.
        case service
        /// ``FileLedger/run()``, which waits to be woken.
        case parked(UnsafeContinuation<Bool, Never>)
    }

    /// How far the waiters of the next batch are.
    enum Gathering: Sendable {
        /// Nobody has come.
        case none
        /// The first has come, and lets those run who are ready to: they may come too.
        case open
        /// It may be carried out.
        case closed
    }

    struct Waiter: Sendable {
        var position: UInt64
        var continuation: UnsafeContinuation<Signal, Never>
    }

    var machine: LedgerState
    /// The writer, while no batch is being carried out.
    var writer: LedgerWriter?
    /// Segments that are full, oldest first.
    var sealed: [LedgerSegment]
    /// Frames that wait for the next batch.
    var queue: [UInt8] = []
    /// The position of the first of them.
    var queueFirst: UInt64 = 0
    var waiters: [Waiter] = []
    /// Who of the next batch's waiters has come.
    var gathering = Gathering.none
    var leader = Leader.none
    /// ``FileLedger/run()`` wants to lead.
    var applicant: UnsafeContinuation<Bool, Never>?
    /// The position of the last record that is stored.
    var stored: UInt64
    /// Why nothing is recorded any more.
    var failure: LedgerError?
    /// Whether making something durable has failed.
    var distrustsEnd = false
    /// Whether the disk has no room for more histories.
    var isFull = false
    /// Whether what was written is to be made durable, and room to be made, with the next batch; so it is at the beginning.
    var isMaintenanceDue = true
    var isCompacting = false
    var isReopening = false
    /// How often the files were opened again after a failure.
    var reopenings = 0
    var statistics = FileLedger.Statistics()

    init(_ recovered: LedgerRecovery.Result) {
        self.machine = recovered.machine
        self.writer = recovered.writer
        self.sealed = recovered.sealed
        self.stored = recovered.machine.next - 1
        self.statistics.recovered = recovered.recordCount
    }

    /// Queues the frames of a commit.
    mutating func enqueue(_ frames: consuming [UInt8], first: UInt64, count: Int) {
        LedgerFrameWriter.number(&frames, first: first)
        self.statistics.records += count
        if self.queue.isEmpty {
            self.queueFirst = first
            self.queue = frames
        } else {
            self.queue += frames
        }
    }

    /// Whether ``FileLedger/run()`` has something to do.
    var isBatchDue: Bool { (!self.waiters.isEmpty && self.gathering != .open) || self.isMaintenanceDue }

    /// Whether the caller is the first of the next batch, and ``FileLedger/run()`` carries it out.
    mutating func openBatch() -> Bool {
        guard self.gathering == .none, self.failure == nil else { return false }
        switch self.leader {
        case .none, .waiter: return false
        case .service, .parked: self.gathering = .open
        }
        return true
    }

    /// Takes those out whose commits are stored.
    mutating func takeWaiters(through position: UInt64) -> [Waiter] {
        guard self.waiters.contains(where: { $0.position > position }) else {
            defer { self.waiters = [] }
            return self.waiters
        }
        let taken = self.waiters.filter { $0.position <= position }
        self.waiters.removeAll { $0.position <= position }
        return taken
    }
}
