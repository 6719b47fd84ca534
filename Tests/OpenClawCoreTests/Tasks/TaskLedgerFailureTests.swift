// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Synchronization
import Testing

@testable import OpenClawCore

/// The disk fails while tasks are being done, and the ledger opens its files again by itself.
@Suite("Tasks survive a failure of the ledger") struct TaskLedgerFailureTests {
    @Test(
        "what was acknowledged goes on, and what was being recorded is taken up",
        arguments: [FileChange.Operation.write, .synchronize],
        [TaskRetryPolicy.Loss.again, .report]
    )
    func goesOn(_ operation: FileChange.Operation, _ onLoss: TaskRetryPolicy.Loss) async throws {
        let disk = InMemoryFileSystem()
        let (clock, wall) = (ManualClock(), ManualWallClock(Timestamp(milliseconds: 1_795_255_230_000)))
        let gate = TaskGate()
        let ran = Mutex<[String: Int]>([:])
        let worker = TaskSetting.worker(capacity: 2) { task in
            ran.withLock { $0[task.id, default: 0] += 1 }
            if task.id == "a" {
                gate.say("begun")
                try await gate.wait("go")
            }
            return TaskOutcome(text: task.id)
        }
        let ledger = try FileLedger(.init(directory: "/ledger"), fileSystem: disk, clock: clock)
        let gateway = try Gateway(
            configuration: GatewayConfiguration(shutdownGrace: .zero, clock: clock, wallClock: wall),
            parts: GatewayParts(agents: [EchoAgent(id: "main")], ledger: ledger, taskWorkers: [worker])
        )
        @Sendable func request(_ id: String, after: String? = nil) -> TaskRequest {
            TaskRequest(
                id,
                id: id,
                dependencies: after.map { [TaskDependency(id: $0)] } ?? [],
                capabilities: ["test"],
                retry: TaskRetryPolicy(onLoss: onLoss)
            )
        }
        try await gateway.run { client in
            let tasks = client.gateway.tasks
            _ = try await tasks.accept(request("a"), request("b", after: "a"), request("c", after: "b"))
            try await gate.wait("begun")
            disk.fail(operation, on: ".log", with: .inputOutput)
            guard case .rejected(let refusal) = await tasks.submit(request("d", after: "a")) else {
                throw TaskError(.failed, "taken without a record")
            }
            #expect(refusal.code == .unavailable)
            #expect(tasks.task("d") == nil)
            // The end of a task whose end cannot be recorded is not told.
            gate.say("go")
            await eventually { ran.withLock { $0["a"] } == 1 && ledger.failure != nil }
            #expect(tasks.task("a")?.status.isEnd == false)
            // `d` was written as a whole where only its synchronization failed.
            let isLeft = operation == .synchronize
            try await OpenClawTesting.eventually {
                if tasks.task("c")?.status == .completed, !isLeft || tasks.task("d")?.status == .completed { return true }
                wall.advance(by: .milliseconds(500))
                clock.advance(by: .milliseconds(500))
                return false
            }
            #expect(ledger.failure == nil && ledger.reopenings > 0)
            #expect(ran.withLock { $0 } == (isLeft ? ["a": 1, "b": 1, "c": 1, "d": 1] : ["a": 1, "b": 1, "c": 1]))
            #expect(["a", "b", "c"].allSatisfy { tasks.task($0)?.status == .completed && tasks.task($0)?.attempt == 1 })
            // Who asks again gets the same task.
            _ = try await tasks.accept(request("d", after: "a"))
            #expect(await tasks.wait(for: "d")?.status == .completed)
            #expect(ran.withLock { $0["d"] } == 1)
        }
        let again = try FileLedger(.init(directory: "/ledger"), fileSystem: disk.survivors(.onlySynchronized()))
        #expect(again.openCount == 0)
        for id in ["a", "b", "c", "d"] {
            #expect(try await again.entry(of: TaskSnapshot.identity(of: id))?.completion?.status == "ok", "\(id)")
        }
    }
}
