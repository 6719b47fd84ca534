// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
    /// Waits until a position is stored; carries batches out when nobody else does.
    ///
    /// The first of a batch lets those who are ready to run go first, so that one synchronization serves all of them.
    func wait(for position: UInt64, evenIfStored isForced: Bool = false) async throws(LedgerError) {
        let opens = self.state.withLock { state in (isForced || state.stored < position) && state.openBatch() }
        if opens { await Task.yield() }
        let signal = await withUnsafeContinuation { (continuation: UnsafeContinuation<FileLedgerState.Signal, Never>) in
            var parked: UnsafeContinuation<Bool, Never>?
            let signal = self.state.withLock { state -> FileLedgerState.Signal? in
                if opens {
                    state.gathering = .closed
                    if !state.waiters.isEmpty, case .parked(let service) = state.leader {
                        parked = service
                        state.leader = .service
                    }
                }
                if state.stored >= position, !isForced { return .stored }
                if let failure = state.failure { return .failed(failure) }
                switch state.leader {
                case .none:
                    state.leader = .waiter
                    return .lead
                case .parked(let service):
                    guard state.gathering != .open else { break }
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
            await Task.yield()
            let failure = await self.onExecutor { () -> LedgerError? in
                let failure = self.carryOutBatch()
                self.handOver()
                return failure
            }
            if let failure { throw failure }
        }
    }

    /// Gives the lead to the next: ``run()`` when it wants it, else the first task that waits.
    func handOver() {
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
    func carryOutBatch() -> LedgerError? {
        let taken = self.state.withLock {
            state -> (batch: [UInt8], first: UInt64, last: UInt64, epoch: Epoch, writer: LedgerWriter?, isMaintenanceDue: Bool) in
            let batch = state.queue
            state.queue = []
            state.gathering = .none
            if !batch.isEmpty { state.queue.reserveCapacity(min(batch.count, 1 << 20)) }
            let isDue = state.isMaintenanceDue
            state.isMaintenanceDue = false
            let writer = state.failure == nil ? state.writer.take() : nil
            return (batch, state.queueFirst, state.machine.next - 1, state.machine.epoch, writer, isDue)
        }
        guard var writer = taken.writer else { return self.failure }
        var batch = taken.batch
        var sealed: LedgerSegment?
        var failure: FileSystemError?
        let wasFull = writer.isFull
        do throws(FileSystemError) {
            if let epochs, !batch.isEmpty { try epochs.confirm(taken.epoch) }
            sealed = try writer.write(&batch, first: taken.first)
            if taken.isMaintenanceDue {
                if self.configuration.durability != .never { try writer.synchronize() }
                try writer.makeRoom(for: 0)
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
}
