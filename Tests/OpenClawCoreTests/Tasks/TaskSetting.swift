// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Synchronization

@testable import OpenClawCore

/// Words that were said, and tasks that wait for one.
final class TaskGate: Sendable {
    private let words = Mutex<Set<String>>([])
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    func say(_ word: String) {
        self.words.withLock { _ = $0.insert(word) }
        for waiter in self.waiting.withLock({ $0.removeValue(forKey: word) }) ?? [] { waiter.resume() }
    }

    /// Waits for a word even when the task is cancelled.
    func waitWithoutHearing(for word: String) async {
        await withCheckedContinuation { continuation in
            let isSaid = self.waiting.withLock { waiting in
                if self.has(word) { return true }
                waiting[word, default: []].append(continuation)
                return false
            }
            if isSaid { continuation.resume() }
        }
    }

    func has(_ words: String...) -> Bool { self.words.withLock { $0.isSuperset(of: words) } }

    func wait(_ words: String...) async throws {
        try await OpenClawTesting.eventually { self.words.withLock { $0.isSuperset(of: words) } }
    }
}

/// A gateway whose clocks the test moves.
struct TaskSetting: Sendable {
    let clock = ManualClock()
    let wall = ManualWallClock(Timestamp(milliseconds: 1_795_255_230_000))
    let metrics = MetricsRegistry()
    var tasks = TaskConfiguration()

    func gateway(
        _ agent: any Agent = EchoAgent(id: "main"),
        disk: InMemoryFileSystem? = nil,
        nodes: [any Node] = [],
        workers: [any TaskWorker] = []
    ) throws -> Gateway {
        try Gateway(
            configuration: GatewayConfiguration(
                shutdownGrace: .zero,
                tasks: self.tasks,
                metrics: self.metrics,
                clock: self.clock,
                wallClock: self.wall
            ),
            parts: GatewayParts(
                agents: [agent],
                nodes: nodes,
                ledger: try disk.map { try FileLedger(.init(directory: "/ledger"), fileSystem: $0) },
                taskWorkers: workers
            )
        )
    }

    func advance(_ time: Duration) {
        self.wall.advance(by: time)
        self.clock.advance(by: time)
    }

    /// Moves both clocks in steps until a condition holds.
    func pass(_ step: Duration = .milliseconds(500), until condition: () async throws -> Bool) async throws {
        try await OpenClawTesting.eventually {
            if try await condition() { return true }
            self.advance(step)
            return false
        }
    }

    /// A worker that does what a closure says, for text tasks with the capability `test`.
    static func worker(
        capacity: Int = 1,
        _ body: @escaping @Sendable (TaskAssignment) async throws -> TaskOutcome
    ) -> ClosureTaskWorker {
        ClosureTaskWorker(TaskWorkerDescriptor(id: "test", capabilities: ["test"], capacity: capacity), body)
    }
}

extension TaskService {
    /// Hands tasks in and gives their names.
    func accept(_ requests: TaskRequest...) async throws -> [String] { try await self.accept(requests) }

    func accept(_ requests: [TaskRequest]) async throws -> [String] {
        switch await self.submit(requests) {
        case .accepted(let tasks, _): return tasks.map(\.id)
        case .deferred(_, let reason): throw TaskError(.unavailable, reason)
        case .rejected(let error): throw error
        }
    }
}
