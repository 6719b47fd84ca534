// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

/// The scheduler's promises about time and memory.
@Suite struct TaskSchedulerBoundTests {
    /// Whatever comes in front of it: a task begins when it has waited for the steps of priority between them, a minute each.
    @Test(arguments: [
        (TaskPriority.background, TaskPriority.human, Int64(120_000)), (.background, .scheduled, 60_000), (.scheduled, .control, 120_000),
        (.background, .control, 180_000), (.human, .human, 0),
    ])
    func waitingIsBounded(_ patient: TaskPriority, _ others: TaskPriority, _ bound: Int64) throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"), TaskDescription(id: "patient", priority: patient))
        var count = 0
        while bench.running["patient"] == nil, bench.now < 600_000 {
            try bench.submit(TaskDescription(id: "\(count)", priority: others))
            count += 1
            bench.advance(1_000)
            if let id = bench.running.keys.first { bench.finish(id) }
        }
        #expect(bench.now <= bound + 2_000, "the bound and the task that runs")
    }

    /// An urgent task never waits behind what is in front of the tasks it depends on.
    @Test func whatIsWaitedForBecomesUrgent() async throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"))
        try bench.submit(
            TaskDescription(id: "root", priority: .background),
            TaskDescription(id: "middle", priority: .background, dependencies: [TaskDependency(id: "root")])
        )
        try bench.submit((0..<1_000).map { TaskDescription(id: "h\($0)", priority: .human) })
        try bench.submit(TaskDescription(id: "urgent", priority: .control, dependencies: [TaskDependency(id: "middle")]))
        for id in ["busy", "root", "middle", "urgent"] { bench.finish(id) }
        #expect(bench.started.prefix(4) == ["busy", "root", "middle", "urgent"])
        #expect(bench.started.count == 5)
    }

    @Test func urgencyReachesThroughASession() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"))
        try bench.submit(
            TaskDescription(id: "first", priority: .scheduled, session: "s"),
            TaskDescription(id: "second", priority: .background, session: "s")
        )
        try bench.submit(TaskDescription(id: "other", priority: .human))
        try bench.submit(TaskDescription(id: "urgent", priority: .control, dependencies: [TaskDependency(id: "second")]))
        for id in ["busy", "second", "urgent", "other", "first"] { bench.finish(id) }
        #expect(bench.started == ["busy", "second", "urgent", "other", "first"])
        #expect(bench.scheduler.readyCount == 0 && bench.scheduler.runningCount == 0)
        #expect(bench.scheduler.entries.isEmpty && bench.scheduler.sessions.isEmpty)
    }

    @Test func eachWorkerKeepsAPlaceForControl() throws {
        let bench = TaskBench(TaskScheduler.Limits(reserved: 1), capacity: 2, offers: ["a"])
        bench.take(bench.scheduler.add(WorkerOffer(id: "x", offers: ["b"], capacity: 2), now: 0))
        try bench.submit((0..<4).map { TaskDescription(id: "\($0)", needs: ["a"]) })
        #expect(bench.running.count == 1, "the free places of another worker do not count")
        try bench.submit(TaskDescription(id: "c", priority: .control, needs: ["a"]))
        #expect(bench.running["c"]?.worker == "w")
        bench.finish("c")
        #expect(bench.running.count == 1)
    }

    @Test func whatIsHeldDoesNothing() throws {
        let bench = TaskBench(capacity: 4)
        bench.take(try bench.scheduler.submit([TaskDescription(id: "a", queueTimeout: 10)], held: true, now: 0))
        try bench.submit(TaskDescription(id: "b", dependencies: [TaskDependency(id: "a")]))
        bench.advance(1_000)
        #expect(bench.started.isEmpty && bench.ends.isEmpty)
        #expect(throws: TaskSchedulerError.self) { try bench.scheduler.cancel("a", reason: "", now: 0) }
        bench.take(bench.scheduler.admit(["a"], now: bench.now))
        bench.finish("a")
        #expect(bench.running["b"] != nil)
    }

    @Test func whatIsWithdrawnWasNeverThere() throws {
        let bench = TaskBench(capacity: 4)
        bench.take(try bench.scheduler.submit([TaskDescription(id: "a")], held: true, now: 0))
        try bench.submit(TaskDescription(id: "b", dependencies: [TaskDependency(id: "a")]))
        bench.take(bench.scheduler.withdraw(["a"], now: 0))
        #expect(bench.ends["a"] == nil)
        #expect(bench.ends["b"]?.isSuccess == false)
        try bench.submit(TaskDescription(id: "a"))
        #expect(bench.running["a"] != nil, "the name is free again")
    }

    @Test func aDependencyThatFailsMeanwhileEndsWhatIsHeldWhenItIsAdmitted() throws {
        let bench = TaskBench(capacity: 4)
        try bench.submit(TaskDescription(id: "a"))
        bench.take(try bench.scheduler.submit([TaskDescription(id: "b", dependencies: [TaskDependency(id: "a")])], held: true, now: 0))
        bench.finish("a", error: "no")
        #expect(bench.ends["b"] == nil)
        bench.take(bench.scheduler.admit(["b"], now: 0))
        #expect(bench.ends["b"] == .dependencyFailed("a, which it depends on, did not succeed"))
    }

    @Test(arguments: [(3, 4, TaskEnd.lost("gone")), (0, 1, .lost("gone"))])
    func lossesAreCounted(_ maximum: Int, _ attempts: Int, _ end: TaskEnd) throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "t", maximumLosses: maximum))
        for _ in 0..<10 { bench.finish("t", error: "gone", isLoss: true) }
        #expect(bench.started.count == attempts)
        #expect(bench.ends["t"] == end)
    }

    @Test func longAttemptsAreReportedOnce() throws {
        var limits = TaskScheduler.Limits(reserved: 0)
        limits.longAttempt = 300_000
        let bench = TaskBench(limits)
        try bench.submit(TaskDescription(id: "t"))
        bench.advance(299_999)
        #expect(bench.long.isEmpty)
        for _ in 0..<10 { bench.advance(300_000) }
        #expect(bench.long == ["t"])
    }

    @Test func waitingForOthersIsNotWaitingInLine() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "a"), TaskDescription(id: "b", dependencies: [TaskDependency(id: "a")], queueTimeout: 1_000))
        bench.advance(100_000)
        bench.finish("a")
        #expect(bench.running["b"] != nil)
    }

    /// What has ended leaves nothing behind, also where nobody serves the line and the alarms are far away.
    @Test func memoryFollowsWhatIsOpen() async throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "first", needs: ["nobody"]), TaskDescription(id: "holder", session: "s"))
        for index in 0..<20_000 {
            let needs: Set<String> = index % 3 == 0 ? ["nobody"] : []
            let session: SessionKey? = index % 3 == 1 ? "s" : nil
            try bench.submit(TaskDescription(id: "\(index)", session: session, needs: needs, timeout: 86_400_000, queueTimeout: 86_400_000))
            bench.take(try bench.scheduler.cancel("\(index)", reason: "x", now: 0))
            if index % 500 == 0 { await Task.yield() }
        }
        let scheduler = bench.scheduler
        #expect(scheduler.entries.count == 2)
        #expect(scheduler.alarms.count < 1_000)
        #expect(scheduler.lines.values.allSatisfy { $0.normal.count + $0.control.count < 200 })
        #expect(scheduler.sessions.values.allSatisfy { $0.waiting.count < 200 })
    }

    @Test func theReasonOfWaitingIsKnown() throws {
        let bench = TaskBench(capacity: 1)
        try bench.submit(TaskDescription(id: "busy", session: "s"))
        try bench.submit(
            TaskDescription(id: "place"),
            TaskDescription(id: "session", session: "s"),
            TaskDescription(id: "nobody", needs: ["x"]),
            TaskDescription(id: "after", dependencies: [TaskDependency(id: "busy"), TaskDependency(id: "place")])
        )
        func wait(_ id: String) -> TaskWait? { bench.scheduler.wait(of: id, now: bench.now) }
        #expect(wait("busy") == nil)
        #expect(wait("place") == .place)
        #expect(wait("session") == .session(holder: "busy"))
        #expect(wait("nobody") == .worker(missing: ["x"]))
        #expect(wait("after") == .dependencies(["busy", "place"]))
    }

    @Test func whatNobodyOffersIsNamed() throws {
        let bench = TaskBench(capacity: 1)
        bench.take(bench.scheduler.add(WorkerOffer(id: "near", offers: ["tag:cpu", "command:task.run"]), now: bench.now))
        bench.take(bench.scheduler.add(WorkerOffer(id: "far", offers: ["tag:gpu", "command:task.run"], capacity: 0), now: bench.now))
        bench.take(bench.scheduler.add(WorkerOffer(id: "other", offers: ["tag:fast"]), now: bench.now))
        try bench.submit(
            TaskDescription(id: "gpu", needs: ["tag:gpu", "node:far", "command:task.run"]),
            TaskDescription(id: "both", needs: ["tag:cpu", "tag:fast"])
        )
        let text = bench.scheduler.wait(of: "gpu", now: bench.now)?.text
        #expect(text == "waits for a node or worker that offers what it needs: no connected one offers node far, tag gpu")
        #expect(bench.scheduler.wait(of: "both", now: bench.now)?.text.hasSuffix("no connected one offers all of it") == true)
    }
}
