// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension FileLedger {
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
            let isIdle = self.state.withLock { !$0.isBatchDue }
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
            if state.isBatchDue { return true }
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
}
