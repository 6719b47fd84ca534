// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileSessionStore {
    /// Queues a change and waits for its outcome.
    ///
    /// The first task that comes leads: it takes everything that waits, carries it out as one batch and hands the lead to the first
    /// task that came meanwhile. A change without an epoch is not checked for one.
    func commit(
        _ operation: SessionCommit.Operation,
        _ key: SessionKey,
        _ epoch: Epoch?
    ) async throws(SessionStoreError) -> SessionCommit.Outcome {
        if operation.isWrite, !key.isValid { throw .invalid(key) }
        let size = operation.byteCount
        let signal = await withUnsafeContinuation { (continuation: UnsafeContinuation<SessionCommit.Signal, Never>) in
            let signal = self.state.withLock { state -> SessionCommit.Signal? in
                if let epoch {
                    guard epoch >= state.newestEpoch else { return .finished(.failure(.stale(epoch, newest: state.newestEpoch))) }
                    state.newestEpoch = epoch
                }
                guard size == 0 || state.queuedBytes + size <= max(size, self.configuration.maximumQueuedBytes) else {
                    return .finished(.failure(Self.isBehind(state.queuedBytes)))
                }
                state.queuedBytes += size
                let isLeader = !state.hasLeader
                state.hasLeader = true
                state.queue.append(SessionCommit(key: key, operation: operation, continuation: isLeader ? nil : continuation))
                return isLeader ? .lead : nil
            }
            if let signal { continuation.resume(returning: signal) }
        }
        switch signal {
        case .finished(let result): return try result.get()
        case .lead:
            // Whatever is ready to run may still join the batch.
            await Task.yield()
            return try await self.onExecutor { self.runBatch() }.get()
        }
    }

    private static func isBehind(_ bytes: Int) -> SessionStoreError {
        SessionStoreError(.unavailable, "\(bytes) bytes wait to be written; the disk is too slow for more: try again in a moment")
    }

    /// Carries out what waits, tells those who wait and returns the outcome of the leader's own change, which is the first.
    private func runBatch() -> Result<SessionCommit.Outcome, SessionStoreError> {
        let taken = self.state.withLock { state -> (batch: [SessionCommit], writer: SessionWriter?, epoch: Epoch) in
            let batch = state.queue
            state.queue = []
            state.queue.reserveCapacity(batch.count)
            state.queuedBytes = 0
            state.statistics.batches += 1
            state.statistics.commits += batch.count
            return (batch, state.writer.take(), state.newestEpoch)
        }
        guard var writer = taken.writer else { preconditionFailure("only the leader takes the writer, and there is one leader") }
        let batch = taken.batch
        var results = [Result<SessionCommit.Outcome, SessionStoreError>](repeating: .success(.done), count: batch.count)
        self.carryOut(batch, epoch: taken.epoch, &writer, &results)
        self.tidyUp(batch, &writer, &results)
        let next = self.state.withLock { [writer] state -> UnsafeContinuation<SessionCommit.Signal, Never>? in
            state.writer = writer
            state.hasLeader = !state.queue.isEmpty
            return state.queue.isEmpty ? nil : state.queue[0].continuation.take()
        }
        next?.resume(returning: .lead)
        for (commit, result) in zip(batch, results) { commit.continuation?.resume(returning: .finished(result)) }
        return results[0]
    }

    /// Carries out all changes in rounds: in one round a session sees either any number of appends or one change of another kind.
    private func carryOut(
        _ batch: [SessionCommit],
        epoch: Epoch,
        _ writer: inout SessionWriter,
        _ results: inout [Result<SessionCommit.Outcome, SessionStoreError>]
    ) {
        var waiting = batch.indices.filter { index in
            if case .flush = batch[index].operation { false } else { true }
        }
        while !waiting.isEmpty {
            var plans: [SessionPlan] = []
            plans.reserveCapacity(waiting.count)
            var positions: [SessionKey: Int] = [:]
            var later: [Int] = []
            for commit in waiting {
                let key = batch[commit].key
                guard let position = positions[key] else {
                    positions[key] = plans.count
                    plans.append(SessionPlan(key: key, commit: commit))
                    continue
                }
                if !plans[position].isClosed, batch[plans[position].commits[0]].operation.isAppend, batch[commit].operation.isAppend {
                    plans[position].join(commit)
                } else {
                    plans[position].isClosed = true
                    later.append(commit)
                }
            }
            self.carryOut(&plans, of: batch, epoch: epoch, &writer)
            for plan in plans {
                for (commit, result) in plan.results { results[commit] = result }
            }
            waiting = later
        }
    }

    /// Carries out one round: look up, decide, write the index, write transcripts, publish.
    private func carryOut(_ plans: inout [SessionPlan], of batch: [SessionCommit], epoch: Epoch, _ writer: inout SessionWriter) {
        let now = self.wallClock.now()
        var limits = self.lookUp(&plans, of: batch, storeFailure: writer.failure)
        for index in plans.indices {
            if batch[plans[index].commits[0]].operation.looksAtFile { writer.check(&plans[index], at: now) }
            plans[index].decide(batch, at: now, makeID: self.identifiers.uuid, limits: &limits)
        }
        self.writeIndexLines(&plans, epoch: epoch, &writer)
        for index in plans.indices {
            writer.write(&plans[index])
            if plans[index].retired != nil { self.retire(&plans[index], at: now, &writer) }
            if case .reopen = batch[plans[index].commits[0]].operation { self.synchronizeReopened(&plans[index]) }
        }
        self.publish(plans, of: batch, at: now, &writer)
    }

    private func lookUp(_ plans: inout [SessionPlan], of batch: [SessionCommit], storeFailure: String?) -> SessionPlan.Limits {
        self.state.withLock { state in
            for index in plans.indices {
                let place = state.index.place(of: plans[index].key)
                let operation = batch[plans[index].commits[0]].operation
                if case .reopen = operation, let broken = state.broken[plans[index].key] {
                    plans[index].distrustsEnd = broken.distrustsEnd
                    plans[index].proven = broken.proven
                }
                if operation.isWrite {
                    plans[index].refusal = storeFailure
                    if !state.failures.isEmpty, storeFailure == nil { plans[index].refusal = state.failures[plans[index].key] }
                }
                guard place >= 0, let row = state.index[place] else {
                    // A new transcript would hide the one that may be there.
                    if operation.isWrite, storeFailure == nil { plans[index].refusal = state.unlisted.refusal(of: plans[index].key) }
                    continue
                }
                plans[index].place = place
                plans[index].row = row
                guard row.hot >= 0, let hot = state.hot.slots[Int(row.hot)], operation.isWrite else { continue }
                plans[index].file = hot.file
                plans[index].isUnsynced = hot.isUnsynced
            }
            return SessionPlan.Limits(
                configuration: self.configuration,
                room: self.configuration.maximumSessions - state.index.activeCount,
                totalRoom: 2 * self.configuration.maximumSessions - state.index.count
            )
        }
    }

    private func writeIndexLines(_ plans: inout [SessionPlan], epoch: Epoch, _ writer: inout SessionWriter) {
        guard plans.contains(where: { $0.hasEffect && $0.failure == nil }) else { return }
        do throws(SessionStoreError) {
            try writer.beginWriting(epoch)
        } catch {
            for index in plans.indices where plans[index].hasEffect { plans[index].failure = error }
            return
        }
        for index in plans.indices where plans[index].replacement != nil { writer.writeAhead(&plans[index]) }
        var lines = JSONWriter(reservingCapacity: 0)
        var count = 0
        var isUrgent = self.configuration.durability == .everyCommit
        for plan in plans where plan.needsIndexLine && plan.failure == nil {
            plan.writeIndexLine(to: &lines)
            count += 1
            if plan.retired != nil { isUrgent = true }
        }
        guard count > 0 else { return }
        do throws(SessionStoreError) {
            try writer.appendToIndex(lines.finish(), lines: count)
            if isUrgent { try writer.synchronizeIndex() }
            for index in plans.indices where plans[index].needsIndexLine && plans[index].failure == nil { plans[index].isIndexed = true }
            writer.isMirrorBehind = true
        } catch {
            for index in plans.indices where plans[index].needsIndexLine { plans[index].failure = error }
        }
    }

    private func retire(_ plan: inout SessionPlan, at now: Timestamp, _ writer: inout SessionWriter) {
        do throws(FileSystemError) {
            try writer.retire(plan, at: now)
        } catch {
            if let retired = plan.retired, retired.isRemoved {
                writer.pendingRemovals.append((plan.key, retired.sessionID, true))
                plan.failure = SessionStoreError(
                    .unavailable,
                    "session \(plan.key) is deleted, but its transcript could not be removed (\(error.words)): it is removed when the store is opened next",
                    cause: error
                )
            } else {
                self.complain("sessions: the old transcript of \(plan.key) keeps its name: \(error)")
            }
        }
    }

    private func synchronizeReopened(_ plan: inout SessionPlan) {
        guard plan.failure == nil, let file = plan.file else { return }
        do throws(FileSystemError) {
            try file.synchronize()
        } catch {
            plan.failure = .disk(error)
        }
    }
}

extension SessionCommit.Operation {
    fileprivate var isAppend: Bool {
        if case .append = self { true } else { false }
    }

    /// Whether the transcript must be as expected before the change can be decided.
    fileprivate var looksAtFile: Bool {
        switch self {
        case .append, .verify, .reopen: true
        case .update, .reset, .restart, .delete, .archive, .discard, .flush: false
        }
    }
}
