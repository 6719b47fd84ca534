// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension TaskService {
    /// Takes up what an earlier process has left: tasks run again, or end as lost, as their policies say. Then new ones are taken.
    func resume() async {
        if self.ledger.isDurable {
            do throws(LedgerError) {
                for entry in try await self.ledger.recentTasks(limit: self.configuration.maximumFinished).reversed() {
                    guard let task = TaskSnapshot(entry), task.status.isEnd else { continue }
                    self.state.withLock { $0.book.remember(task) }
                }
                try await self.takeUp(try await self.ledger.unsettled())
            } catch {
                self.logger.error("tasks.resume_failed", ["error": .string(error.message)])
            }
        }
        let early = self.change { state, now, time -> [Mailbox<Bool>] in
            state.isResumed = true
            state.book.scheduler.isPaused = state.isParking
            state.book.take(state.book.scheduler.dispatch(now), at: time)
            defer { state.early = [] }
            return state.early
        }
        for box in early { box.close() }
    }

    /// Takes up what the ledger has open and nobody here knows, after its files were opened again: tasks that were being recorded when it
    /// failed, and whose record had reached the disk all the same.
    func takeUpLeftovers() async {
        guard self.ledger.isDurable, self.state.withLock({ $0.isResumed && !$0.isParking }) else { return }
        do throws(LedgerError) {
            try await self.takeUp(try await self.ledger.unsettled())
            self.change { state, now, time in state.book.take(state.book.scheduler.dispatch(now), at: time) }
        } catch {
            // It has failed again: there is another round when it goes on.
            self.logger.error("tasks.resume_failed", ["error": .string(error.message)])
        }
    }

    private func takeUp(_ entries: [LedgerEntry]) async throws(LedgerError) {
        var tasks: [TaskSnapshot] = []
        var lost: [String: String] = [:]
        var unreadable: [MessageID] = []
        for entry in entries {
            guard case .task = entry.opening, entry.identity.account == "tasks" else { continue }
            guard self.state.withLock({ $0.book.records[entry.identity.event] == nil }) else { continue }
            guard let task = TaskSnapshot(entry), entry.completion == nil else {
                unreadable.append(entry.identity)
                continue
            }
            if let reason = Self.loss(of: task) { lost[task.id] = reason }
            tasks.append(task)
        }
        let time = self.wallClock.now()
        if !unreadable.isEmpty {
            self.logger.error("tasks.unreadable", ["count": .int(Int64(unreadable.count))])
            let summary = "what the ledger holds of the task cannot be read"
            try await self.ledger.append(
                unreadable.map { LedgerRecord(identity: $0, timestamp: time, kind: .completed(status: "error", summary: summary)) },
                epoch: self.epoch
            )
        }
        guard !tasks.isEmpty else { return }
        self.logger.info("tasks.resume", ["tasks": .int(Int64(tasks.count)), "lost": .int(Int64(lost.count))])
        let open = Set(tasks.map(\.id))
        let wanted = Set(tasks.flatMap(\.request.dependencies).map(\.id)).subtracting(open)
        let unknown = self.state.withLock { state in
            wanted.filter { state.book.scheduler.entries[$0] == nil && state.book.scheduler.ended[$0] == nil }
        }
        for id in unknown.sorted() {
            let status = try await self.ledger.entry(of: TaskSnapshot.identity(of: id))?.completion?.status
            self.state.withLock { $0.book.scheduler.learn(id, succeeded: status == "ok") }
        }
        let (all, gone) = (tasks, lost)
        let failure = self.change { state, now, time -> TaskError? in
            do throws(TaskError) {
                try state.book.resume(all, lost: gone, now: now, at: time)
                return nil
            } catch {
                return error
            }
        }
        if let failure { self.logger.error("tasks.resume_failed", ["error": .string(failure.message)]) }
    }

    /// Why a task that an earlier process has begun is not begun again; `nil` when it is.
    private static func loss(of task: TaskSnapshot) -> String? {
        guard task.attempt > 0 else { return nil }
        if task.request.retry.onLoss == .report {
            return
                "the gateway stopped while this was being done; nobody knows how far it came, and it is not begun again as its policy says"
        }
        guard task.attempt >= task.request.retry.maximumAttempts + TaskRetryPolicy.maximumLosses else { return nil }
        return "the gateway stopped while this was being done, \(task.attempt) times; it is not begun again"
    }
}
