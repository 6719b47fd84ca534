// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Synchronization
import Testing

@testable import OpenClawCore

/// Two gateways with one coordinator and one ledger.
@Suite("Tasks are done by the gateway that leads") final class TaskLeadershipTests: Sendable {
    private let coordinator = InMemoryCoordinator()
    private let ledger = SharedLedger()
    private let ran = Mutex<[String]>([])
    private let gate = TaskGate()

    private func gateway(_ name: String) throws -> Gateway {
        // Long enough for a busy machine; no test waits until a lease is over.
        let configuration = GatewayConfiguration(shutdownGrace: .zero, coordinator: self.coordinator, leaseDuration: .seconds(45))
        let worker = TaskSetting.worker(capacity: 4) { task in
            self.ran.withLock { $0.append("\(name) \(task.id) \(task.attempt)") }
            if task.request.text == "slow", task.attempt == 1 {
                self.gate.say(task.id)
                try await self.gate.wait("for ever")
            }
            return TaskOutcome(text: name)
        }
        return try Gateway(
            configuration: configuration,
            parts: GatewayParts(agents: [EchoAgent(id: "main")], ledger: self.ledger, taskWorkers: [worker])
        )
    }

    private func request(_ id: String, _ text: String = "quick", after: String? = nil, onLoss: TaskRetryPolicy.Loss = .again) -> TaskRequest {
        TaskRequest(
            text,
            id: id,
            dependencies: after.map { [TaskDependency(id: $0)] } ?? [],
            capabilities: ["test"],
            retry: TaskRetryPolicy(onLoss: onLoss)
        )
    }

    @Test("one that stands by defers them, and takes up what the leader leaves", arguments: [false, true])
    func takesOver(isForced: Bool) async throws {
        let (first, second) = (try self.gateway("first"), try self.gateway("second"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await first.run()
                } catch let error as GatewayError where isForced && error.code == .leadershipLost {
                    // It was told so.
                }
            }
            await eventually { first.isLeading }
            group.addTask { try await second.run() }
            await eventually { second.phase == .running }
            guard case .deferred(let pause, let reason) = await second.tasks.submit(self.request("no")) else {
                throw TaskError(.failed, "a gateway that stands by took a task")
            }
            #expect(pause == .seconds(2) && reason.contains("stands by"))
            #expect(try await self.ledger.unsettled().isEmpty && self.ran.withLock { $0 }.isEmpty)

            _ = try await first.tasks.accept(
                self.request("done"),
                self.request("slow", "slow"),
                self.request("once", "slow", onLoss: .report),
                self.request("after", after: "slow")
            )
            try await self.gate.wait("slow", "once")
            await eventually { first.tasks.task("done")?.status == .completed && first.tasks.counts == (1, 2) }
            if isForced { _ = try await self.coordinator.forceUnlock(.gateway) } else { first.beginShutdown() }
            await eventually { second.isLeading }
            let tasks = second.tasks
            await eventually { tasks.task("after")?.status == .completed }
            #expect(tasks.task("slow")?.outcome?.text == "second")
            #expect(tasks.task("done")?.outcome?.text == "first", "what had ended stays so")
            #expect(tasks.task("once")?.error?.code == .lost, "it is begun at most once")
            #expect(second.epoch > first.epoch)
            await eventually { self.ledger.openCount == 0 }
            let all = self.ran.withLock { $0.sorted() }
            #expect(all == ["first done 1", "first once 1", "first slow 1", "second after 1", "second slow 2"])
            second.beginShutdown()
            try await group.waitForAll()
        }
    }
}
