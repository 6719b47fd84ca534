// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Synchronization
import Testing

@testable import OpenClawCore

/// A gateway dies with tasks in its hands and another one starts on what it has left.
@Suite("Tasks survive the gateway") struct TaskRestartTests {
    /// Lets a gateway work until a task stands still, and returns the disk as a kill leaves it.
    private static func dies(_ survival: InMemoryFileSystem.Survival) async throws -> InMemoryFileSystem {
        let disk = InMemoryFileSystem()
        let gate = TaskGate()
        let worker = TaskSetting.worker(capacity: 4) { task in
            if task.request.text == "quick" { return TaskOutcome(text: "done") }
            gate.say(task.id)
            try await gate.wait("go")
            return TaskOutcome()
        }
        return try await TaskSetting().gateway(disk: disk, workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            _ = try await tasks.accept(TaskRequest("quick", id: "quick", capabilities: ["test"]))
            _ = await tasks.wait(for: "quick")
            _ = try await tasks.accept(
                TaskRequest("slow", id: "again", dependencies: [TaskDependency(id: "quick")], capabilities: ["test"]),
                TaskRequest("slow", id: "once", capabilities: ["test"], retry: TaskRetryPolicy(onLoss: .report)),
                TaskRequest("slow", id: "after", dependencies: [TaskDependency(id: "again")], capabilities: ["test"]),
                TaskRequest("slow", id: "after-once", dependencies: [TaskDependency(id: "once")], capabilities: ["test"]),
                TaskRequest(
                    "slow",
                    id: "whatever",
                    dependencies: [TaskDependency(id: "once", onFailure: .proceed)],
                    capabilities: ["test"]
                ),
                TaskRequest("slow", id: "agent", dependencies: [TaskDependency(id: "quick")])
            )
            // `once` is only begun when that is on the disk.
            try await gate.wait("again", "once")
            try await client.gateway.ledger.flush()
            let after = disk.survivors(survival)
            gate.say("go")
            return after
        }
    }

    @Test(
        "what was accepted runs again or is reported as lost, as its policy says, and what has ended stays so",
        arguments: [InMemoryFileSystem.Survival.everythingWritten, .onlySynchronized(), .onlySynchronized(plus: 100)]
    )
    func survives(_ survival: InMemoryFileSystem.Survival) async throws {
        let disk = try await Self.dies(survival)
        let ran = Mutex<[String: Int]>([:])
        let worker = TaskSetting.worker(capacity: 4) { task in
            ran.withLock { $0[task.id] = task.attempt }
            return TaskOutcome(text: "second life")
        }
        let gateway = try TaskSetting().gateway(disk: disk, workers: [worker])
        try await gateway.run { client in
            let tasks = client.gateway.tasks
            await eventually { tasks.counts == (0, 0) && tasks.tasks().allSatisfy(\.status.isEnd) && !tasks.tasks().isEmpty }
            func status(_ id: String) -> String { tasks.task(id).map { $0.error?.code.rawValue ?? $0.status.rawValue } ?? "unknown" }
            #expect(status("quick") == "completed")
            #expect(tasks.task("quick")?.outcome?.text == "done")
            #expect(status("again") == "completed")
            #expect(status("once") == "lost")
            #expect(status("after") == "completed")
            #expect(status("after-once") == "dependency_failed")
            #expect(status("whatever") == "completed")
            #expect(status("agent") == "completed")
            #expect(ran.withLock { $0 } == ["again": 2, "after": 1, "whatever": 1])
            // The client that heard nothing asks again.
            let repeated = await tasks.submit(TaskRequest("quick", id: "quick", capabilities: ["test"]))
            guard case .accepted(let known, true) = repeated else { throw TaskError(.failed, "\(repeated)") }
            #expect(known[0].status == .completed)
            guard case .rejected(let error) = await tasks.submit(TaskRequest("other", id: "once", capabilities: ["test"])) else {
                throw TaskError(.failed, "taken")
            }
            #expect(error.code == .conflict)
        }
        #expect(gateway.ledger.openCount == 0)
    }

    @Test("a graceful stop leaves what it interrupts to the next start") func stops() async throws {
        let disk = InMemoryFileSystem()
        let agent = ScriptedAgent(turns: [[.hold("for ever")]])
        try await TaskSetting().gateway(agent, disk: disk).run { client in
            _ = try await client.gateway.tasks.accept(
                TaskRequest("one", id: "one"),
                TaskRequest("two", id: "two", dependencies: [.init(id: "one")])
            )
            try await agent.waitForHold("for ever")
        }
        let second = try TaskSetting().gateway(disk: disk.survivors(.everythingWritten))
        try await second.run { client in
            let tasks = client.gateway.tasks
            await eventually { tasks.task("two")?.status == .completed }
            #expect(tasks.task("one")?.attempt == 2)
        }
    }

    @Test("a task that kills the gateway each time is not begun for ever") func poison() async throws {
        var disk = InMemoryFileSystem()
        var begun = 0
        for _ in 0..<10 {
            let agent = ScriptedAgent(turns: [[.hold("dies")]])
            let gateway = try TaskSetting().gateway(agent, disk: disk)
            let before = disk
            let isFirst = begun == 0
            let after = try await gateway.run { client -> InMemoryFileSystem? in
                let tasks = client.gateway.tasks
                if isFirst { _ = try await tasks.accept(TaskRequest("x", id: "poison")) }
                await eventually { tasks.task("poison")?.status.isEnd == true || !agent.turns.isEmpty }
                if agent.turns.isEmpty { return nil }
                try await client.gateway.ledger.flush()
                return before.survivors(.everythingWritten)
            }
            guard let after else {
                #expect(gateway.tasks.task("poison")?.error?.code == .lost)
                break
            }
            begun += 1
            disk = after
        }
        #expect(begun == 4)
    }

    @Test("nothing is acknowledged that is not on the disk") func acknowledgement() async throws {
        let disk = InMemoryFileSystem()
        try await TaskSetting().gateway(ScriptedAgent(turns: [[.hold("on")]]), disk: disk).run { client in
            let tasks = client.gateway.tasks
            for index in 0..<20 {
                let id = try await tasks.accept(TaskRequest("\(index)", workspace: "w", idempotencyKey: "k\(index)"))[0]
                let left = try FileLedger(.init(directory: "/ledger"), fileSystem: disk.survivors(.onlySynchronized()))
                #expect(try await left.entry(of: TaskSnapshot.identity(of: id)) != nil)
            }
        }
    }
}
