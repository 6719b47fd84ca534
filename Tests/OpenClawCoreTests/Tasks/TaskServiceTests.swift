// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Synchronization
import Testing

@testable import OpenClawCore

/// Tasks in a running gateway.
@Suite struct TaskServiceTests {
    @Test func anAgentDoesATaskInASessionOfItsOwn() async throws {
        let setting = TaskSetting()
        try await setting.gateway().run { client in
            let tasks = client.gateway.tasks
            let id = try await tasks.accept(TaskRequest("count the sheep"))[0]
            let end = try #require(await tasks.wait(for: id))
            #expect(end.status == .completed)
            #expect(end.outcome?.text == "count the sheep")
            #expect(end.sessionKey == SessionKey("agent:main:task:\(id)"))
            #expect(end.worker == "agents" && end.attempt == 1 && end.progress == 1)
            let history = try await client.call("chat.history", ["sessionKey": .string("agent:main:task:\(id)")])
            #expect(history["messages"]?.arrayValue?.count == 2)
            #expect(tasks.counts == (0, 0))
        }
        let text = String(decoding: setting.metrics.prometheusText(), as: UTF8.self)
        #expect(text.contains("openclaw_tasks_completed_total 1\n"))
        #expect(text.contains("openclaw_tasks_failed_total 0\n"))
        #expect(text.contains("openclaw_tasks_queued 0\n") && text.contains("openclaw_tasks_running 0\n"))
        #expect(text.contains("openclaw_task_duration_seconds_count 1\n"))
    }

    @Test func tasksOfAWorkspaceRunOneByOneAndBlockNoOther() async throws {
        let agent = ScriptedAgent(turns: [[.hold("first")]])
        try await TaskSetting().gateway(agent).run { client in
            let tasks = client.gateway.tasks
            let ids = try await tasks.accept(TaskRequest("a", workspace: "shop"), TaskRequest("b", workspace: "shop"))
            try await agent.waitForHold("first")
            #expect(tasks.task(ids[1])?.waitReason == "waits for \(ids[0]), which uses the same session")
            let other = try await tasks.accept(TaskRequest("c", workspace: "garden"))[0]
            #expect(await tasks.wait(for: other)?.status == .completed)
            #expect(tasks.task(ids[1])?.status == .queued)
            agent.release("first")
            #expect(await tasks.wait(for: ids[1])?.status == .completed)
            #expect(agent.turns.last?.history.count == 1, "the workspace has one history")
        }
    }

    @Test func theSameKeyIsTheSameTask() async throws {
        let ran = Mutex(0)
        let worker = TaskSetting.worker { _ in
            ran.withLock { $0 += 1 }
            return TaskOutcome(text: "done")
        }
        try await TaskSetting().gateway(workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            let request = TaskRequest("x", capabilities: ["test"], idempotencyKey: "k")
            let id = try await tasks.accept(request)[0]
            for _ in 0..<3 {
                guard case .accepted(let again, let isRepeated) = await tasks.submit(request) else { throw TaskError(.failed, "refused") }
                #expect(again[0].id == id && isRepeated)
                _ = await tasks.wait(for: id)
            }
            var other = request
            other.text = "y"
            guard case .rejected(let error) = await tasks.submit(other) else { throw TaskError(.failed, "taken") }
            #expect(error.code == .conflict && error.field == "idempotencyKey")
        }
        #expect(ran.withLock { $0 } == 1)
    }

    @Test func aWorkerThatHangsIsEndedByItsDeadline() async throws {
        let setting = TaskSetting()
        let gate = TaskGate()
        let worker = TaskSetting.worker { _ in
            // Does not listen to its cancellation.
            await gate.waitWithoutHearing(for: "go")
            return TaskOutcome(text: "late")
        }
        try await setting.gateway(workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            let ids = try await tasks.accept(
                TaskRequest("stuck", capabilities: ["test"], timeout: .seconds(5)),
                TaskRequest("next", capabilities: ["test"])
            )
            try await setting.pass { tasks.task(ids[0])?.status.isEnd == true }
            let end = try #require(tasks.task(ids[0]))
            #expect(end.status == .timedOut && end.error?.code == .timeout)
            #expect(end.error?.message == "it took longer than its time limit, 5 s")
            #expect(tasks.task(ids[1])?.status == .queued, "the place is taken until the worker lets go")
            gate.say("go")
            #expect(await tasks.wait(for: ids[1])?.status == .completed)
            #expect(tasks.task(ids[0])?.status == .timedOut, "what comes late does not count")
        }
    }

    @Test func cancellingReachesTheRun() async throws {
        let agent = ScriptedAgent(turns: [[.emit(.textDelta("half an ans")), .hold("for ever")]])
        try await TaskSetting().gateway(agent).run { client in
            let tasks = client.gateway.tasks
            let ids = try await tasks.accept(TaskRequest("a", id: "a"), TaskRequest("b", dependencies: [TaskDependency(id: "a")]))
            try await agent.waitForHold("for ever")
            let (task, isCancelled) = try #require(await tasks.cancel("a", reason: "enough"))
            #expect(isCancelled && task.status == .cancelled && task.error?.message == "enough")
            await eventually { agent.cancelledCount == 1 }
            let second = try #require(await tasks.wait(for: ids[1]))
            #expect(second.status == .failed && second.error?.code == .dependencyFailed)
            #expect(await tasks.cancel("a")?.isCancelled == false)
            #expect(await tasks.cancel("nobody") == nil)
        }
    }

    @Test func failuresAreTriedAgainLaterEachTime() async throws {
        let setting = TaskSetting()
        let times = Mutex<[ManualClock.Instant]>([])
        let worker = TaskSetting.worker { task in
            times.withLock { $0.append(setting.clock.now) }
            if task.attempt < 3 { throw TaskError(.failed, "attempt \(task.attempt)") }
            return TaskOutcome(text: "at last")
        }
        try await setting.gateway(workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            let policy = TaskRetryPolicy(maximumAttempts: 3, delay: .seconds(10))
            let id = try await tasks.accept(TaskRequest("x", capabilities: ["test"], retry: policy))[0]
            await eventually { tasks.task(id)?.error?.message == "attempt 1" }
            #expect(tasks.task(id)?.status == .queued)
            try await setting.pass { tasks.task(id)?.status.isEnd == true }
            #expect(tasks.task(id)?.outcome?.text == "at last")
            #expect(tasks.task(id)?.error == nil)
        }
        let waits = times.withLock { times in zip(times, times.dropFirst()).map { $0.duration(to: $1) } }
        #expect(waits.count == 2 && waits[0] >= .seconds(10) && waits[1] >= .seconds(20))
    }

    private static func waitForCancellation() async {
        let never = Mailbox<Never>(capacity: 1)
        _ = await never.next()
    }

    @Test func aNodeThatDisappearsGivesItsWorkBack() async throws {
        let setting = TaskSetting()
        let asked = Mutex<[String]>([])
        @Sendable func node(_ name: String, answers: Bool) -> ClosureNode {
            let descriptor = NodeDescriptor(id: NodeID(rawValue: name), commands: ["work.do"], tags: ["fast"])
            return ClosureNode(descriptor) { (call) async throws(NodeError) in
                asked.withLock { $0.append(name) }
                if answers { return ["by": .string(name), "task": call.params["task"] ?? .null] }
                await Self.waitForCancellation()
                throw NodeError(.cancelled, "stopped")
            }
        }
        try await setting.gateway(nodes: [node("a", answers: false)]).run { client in
            let tasks = client.gateway.tasks
            let again = try await tasks.accept(TaskRequest("x", tags: ["fast"], command: "work.do"))[0]
            let once = try await tasks.accept(TaskRequest("y", tags: ["fast"], command: "work.do", retry: .init(onLoss: .report)))[0]
            await eventually { asked.withLock { $0 } == ["a", "a"] }
            client.gateway.nodes.add(node("b", answers: true))
            client.gateway.nodes.remove("a")
            try await setting.pass { tasks.counts == (0, 0) }
            #expect(tasks.task(again)?.outcome?.value == ["by": "b", "task": "x"])
            #expect(tasks.task(again)?.worker == "node:b")
            #expect(tasks.task(once)?.error?.code == .lost)
            #expect(asked.withLock { $0 } == ["a", "a", "b"])
        }
    }

    @Test(arguments: [true, false]) func aNodeThatHangsKeepsItsPlacesAndHoldsUpNobodyElse(comesToItself: Bool) async throws {
        var single = TaskSetting()
        single.tasks.concurrency = 1
        let setting = single
        let gate = TaskGate()
        let asked = Mutex<[String]>([])
        @Sendable func node(_ name: String, hangs: Bool) -> ClosureNode {
            let descriptor = NodeDescriptor(id: NodeID(rawValue: name), commands: ["work.do"], tags: ["fast"])
            return ClosureNode(descriptor) { (call) async throws(NodeError) in
                asked.withLock { $0.append(name) }
                if hangs, !gate.has("go") { await gate.waitWithoutHearing(for: "go") }
                return ["by": .string(name)]
            }
        }
        try await setting.gateway(nodes: [node("a", hangs: true)]).run { client in
            let tasks = client.gateway.tasks
            let request = { @Sendable in TaskRequest($0, tags: ["fast"], command: "work.do", timeout: .seconds(5)) }
            let hung = try await tasks.accept(request("hung"))[0]
            await eventually { asked.withLock { $0 } == ["a"] }
            // The end is told although the node does not let go.
            try await setting.pass { tasks.task(hung)?.status.isEnd == true }
            #expect(tasks.task(hung)?.error?.code == .timeout && tasks.counts == (0, 0))
            let next = try await tasks.accept(request("next"))[0]
            #expect(tasks.task(next)?.waitReason == "waits for a free place")
            if comesToItself {
                gate.say("go")
                #expect(await tasks.wait(for: next)?.worker == "node:a")
            } else {
                client.gateway.nodes.add(node("b", hangs: false))
                #expect(await tasks.wait(for: next)?.worker == "node:b")
                // When it is gone nothing waits for it any more, and under its name another one begins anew.
                client.gateway.nodes.remove("a")
                client.gateway.nodes.remove("b")
                try await setting.pass { tasks.counts == (0, 0) && setting.clock.now.offset > .seconds(60) }
                client.gateway.nodes.add(node("a", hangs: false))
                let last = try await tasks.accept(request("last"))[0]
                #expect(await tasks.wait(for: last)?.worker == "node:a")
                gate.say("go")
            }
        }
    }

    @Test func whatNobodyOffersWaitsAndEndsInTime() async throws {
        let setting = TaskSetting()
        try await setting.gateway().run { client in
            let tasks = client.gateway.tasks
            let id = try await tasks.accept(TaskRequest("x", capabilities: ["gpu"]))[0]
            let reason = "waits for a node or worker that offers what it needs: no connected one offers capability gpu, command task.run"
            #expect(tasks.task(id)?.waitReason == reason)
            try await setting.pass(.seconds(60)) { tasks.task(id)?.status.isEnd == true }
            #expect(tasks.task(id)?.error?.code == .queueTimeout)
        }
    }

    @Test func aChainOfAThousandIsDoneInOrder() async throws {
        let order = Mutex<[String]>([])
        let worker = TaskSetting.worker(capacity: 8) { task in
            order.withLock { $0.append(task.request.text) }
            return TaskOutcome()
        }
        var setting = TaskSetting()
        setting.tasks.maximumFinished = 5_000
        try await setting.gateway(workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            let chain = (0..<1_000).map { index in
                TaskRequest(
                    "\(index)",
                    id: "c\(index)",
                    dependencies: index == 0 ? [] : [TaskDependency(id: "c\(index - 1)")],
                    capabilities: ["test"]
                )
            }
            _ = try await tasks.accept(chain)
            #expect(await tasks.wait(for: "c999")?.status == .completed)
            #expect(order.withLock { $0 } == (0..<1_000).map { "\($0)" })
            #expect(tasks.tasks(TaskFilter(statuses: [.completed]), limit: 5_000).count == 1_000)
        }
    }

    @Test func aFanOutOfTenThousandIsDone() async throws {
        let gate = TaskGate()
        let ran = Mutex(0)
        let worker = TaskSetting.worker(capacity: 64) { task in
            if task.id == "root" { try await gate.wait("go") }
            ran.withLock { $0 += 1 }
            return TaskOutcome()
        }
        var setting = TaskSetting()
        setting.tasks.maximumOpen = 10_001
        setting.tasks.isDurable = false
        try await setting.gateway(workers: [worker]).run { client in
            let tasks = client.gateway.tasks
            _ = try await tasks.accept(TaskRequest("root", id: "root", capabilities: ["test"]))
            for batch in 0..<10 {
                let after = [TaskDependency(id: "root")]
                _ = try await tasks.accept(
                    (0..<1_000).map { TaskRequest("f", id: "f\(batch * 1_000 + $0)", dependencies: after, capabilities: ["test"]) }
                )
            }
            #expect(tasks.counts == (10_000, 1))
            guard case .rejected(let error) = await tasks.submit(TaskRequest("one more", capabilities: ["test"])) else {
                throw TaskError(.failed, "taken")
            }
            #expect(error.code == .full)
            gate.say("go")
            await eventually { tasks.counts == (0, 0) }
            #expect(ran.withLock { $0 } == 10_001)
        }
        let text = String(decoding: setting.metrics.prometheusText(), as: UTF8.self)
        #expect(text.contains("openclaw_tasks_completed_total 10001\n"))
    }

    @Test func aCircleIsRefusedWhole() async throws {
        try await TaskSetting().gateway().run { client in
            let tasks = client.gateway.tasks
            let circle = [
                TaskRequest("a", id: "a", dependencies: [TaskDependency(id: "b")]),
                TaskRequest("b", id: "b", dependencies: [TaskDependency(id: "a")]),
            ]
            guard case .rejected(let error) = await tasks.submit(circle) else { throw TaskError(.failed, "taken") }
            #expect(error.code == .cycle && error.field == "dependsOn")
            guard case .rejected(let unknown) = await tasks.submit(TaskRequest("c", dependencies: [TaskDependency(id: "a")])) else {
                throw TaskError(.failed, "taken")
            }
            #expect(unknown.code == .unknownDependency)
            #expect(tasks.tasks().isEmpty)
        }
    }

    @Test(
        "an error says which of the tasks that were handed in together is wrong",
        arguments: [
            (["task": "b", "priority": "soon"], "tasks[1].priority"), (["task": "b", "agentId": "nobody"], "tasks[1].agentId"),
            (["task": "b", "id": "a b"], "tasks[1].id"), ([:], "tasks[1].task"), ("b", "tasks[1]"),
        ] as [(JSONValue, String)]
    ) func theWrongOneOfABatchIsNamed(wrong: JSONValue, field: String) async throws {
        try await TaskSetting().gateway().run { client in
            let error = await #expect(throws: MethodError.self) {
                try await client.call("tasks.submit", ["tasks": [["task": "a"], wrong]])
            }
            #expect(error?.details?["field"]?.stringValue == field)
            #expect(error?.message.hasPrefix("tasks[1]: ") == true, "\(error?.message ?? "")")
            #expect(client.gateway.tasks.tasks().isEmpty)
            let alone = await #expect(throws: MethodError.self) {
                try await client.call("tasks.submit", ["task": "a", "priority": "soon"])
            }
            #expect(alone?.details?["field"]?.stringValue == "priority")
        }
    }

    @Test func tooManyAreDeferredAndControlIsNot() async throws {
        let agent = ScriptedAgent(turns: [[.hold("on")], [.hold("on")], [.hold("on")], [.hold("on")]])
        var setting = TaskSetting()
        setting.tasks.concurrency = 1
        setting.tasks.maximumQueued = 2
        setting.tasks.maximumOpen = 5
        try await setting.gateway(agent).run { client in
            let tasks = client.gateway.tasks
            _ = try await tasks.accept(TaskRequest("runs"))
            try await agent.waitForHold("on")
            _ = try await tasks.accept(TaskRequest("1"), TaskRequest("2"))
            guard case .deferred(let wait, _) = await tasks.submit(TaskRequest("3")) else { throw TaskError(.failed, "not deferred") }
            #expect(wait == .seconds(1))
            let control = try await tasks.accept(TaskRequest("c", priority: .control))[0]
            try await agent.waitForTurns(2)
            #expect(tasks.task(control)?.status == .running, "a place was kept for it")
            _ = try await tasks.accept(TaskRequest("d", priority: .control))
            guard case .rejected(let error) = await tasks.submit(TaskRequest("e", priority: .control)) else {
                throw TaskError(.failed, "taken")
            }
            #expect(error.code == .full)
            agent.release("on")
            await eventually { tasks.counts == (0, 0) }
        }
    }

    @Test func thoseWhoFollowSeeHowItGoes() async throws {
        let gate = TaskGate()
        let worker = TaskSetting.worker { task in
            task.report(progress: 0.5, "half")
            try await gate.wait("go")
            return TaskOutcome(text: "done")
        }
        try await TaskSetting().gateway(workers: [worker]).run { client in
            try await client.withEvents { events in
                let tasks = client.gateway.tasks
                let id = try await tasks.accept(TaskRequest("x", capabilities: ["test"]))[0]
                var seen: [String] = []
                while let event = await events.next() {
                    guard event.name == "task" else { continue }
                    let action = event.payload["action"]?.stringValue ?? ""
                    seen.append(action)
                    #expect(event.payload["task"]?["id"]?.stringValue == id)
                    if action == "progress" {
                        #expect(event.payload["task"]?["metadata"]?["progress"]?.doubleValue == 0.5)
                        #expect(event.payload["task"]?["progressSummary"]?.stringValue == "half")
                        gate.say("go")
                    }
                    if action == "ended" { break }
                }
                #expect(seen.sorted() == ["ended", "progress", "queued", "started"])
                #expect(seen.last == "ended")
            }
        }
    }

    @Test func whatIsKeptIsBounded() async throws {
        var setting = TaskSetting()
        setting.tasks.maximumFinished = 10
        setting.tasks.maximumOutcomeBytes = 100
        let store = InMemorySessionStore()
        let gateway = try Gateway(
            configuration: GatewayConfiguration(tasks: setting.tasks),
            parts: GatewayParts(agents: [ClosureAgent(id: "main") { _ in String(repeating: "x", count: 1_000) }], sessionStore: store)
        )
        try await gateway.run { client in
            let tasks = client.gateway.tasks
            for index in 0..<25 {
                let id = try await tasks.accept(TaskRequest("\(index)"))[0]
                let end = try #require(await tasks.wait(for: id))
                #expect(end.outcome?.text?.count == 100 && end.outcome?.isTruncated == true)
            }
            #expect(tasks.tasks(limit: 100).map(\.request.text) == (15..<25).reversed().map { "\($0)" })
            await eventually { (try? await client.call("sessions.list")["sessions"]?.arrayValue?.count) == 10 }
        }
    }
}
