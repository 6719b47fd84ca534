// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct TaskSchedulerTests {
    @Test func aChainOfAThousandRunsInOrder() async throws {
        let bench = TaskBench()
        let tasks = (0..<1_000).map { TaskDescription(id: "\($0)", dependencies: $0 == 0 ? [] : [TaskDependency(id: "\($0 - 1)")]) }
        try bench.submit(tasks.reversed())
        for index in 0..<1_000 {
            bench.finish("\(index)")
            if index % 100 == 0 { await Task.yield() }
        }
        #expect(bench.started == tasks.map(\.id))
        #expect(bench.ends.values.allSatisfy(\.isSuccess) && bench.ends.count == 1_000)
        #expect(bench.scheduler.entries.isEmpty)
    }

    @Test func aChainThatFailsFailsToItsEnd() throws {
        let bench = TaskBench()
        try bench.submit((0..<1_000).map { TaskDescription(id: "\($0)", dependencies: $0 == 0 ? [] : [TaskDependency(id: "\($0 - 1)")]) })
        bench.finish("0", error: "no")
        #expect(bench.ends.count == 1_000)
        #expect(bench.started == ["0"])
        #expect(bench.scheduler.entries.isEmpty)
    }

    @Test func aFanOutOfTenThousandIsDone() async throws {
        let bench = TaskBench(capacity: 16)
        try bench.submit(
            [TaskDescription(id: "root")] + (0..<10_000).map { TaskDescription(id: "\($0)", dependencies: [TaskDependency(id: "root")]) }
        )
        bench.finish("root")
        var done = 0
        while let id = bench.running.keys.first {
            bench.finish(id)
            done += 1
            if done % 500 == 0 { await Task.yield() }
        }
        #expect(done == 10_000)
        #expect(bench.ends.count == 10_001)
    }

    @Test func theFailureOfADependencyGoesByItsEdge() throws {
        let bench = TaskBench(capacity: 4)
        try bench.submit(
            TaskDescription(id: "a"),
            TaskDescription(id: "strict", dependencies: [TaskDependency(id: "a")]),
            TaskDescription(id: "lenient", dependencies: [TaskDependency(id: "a", onFailure: .proceed)])
        )
        bench.finish("a", error: "no")
        #expect(bench.ends["strict"]?.isSuccess == false)
        #expect(bench.running["lenient"] != nil)
        try bench.submit(TaskDescription(id: "late", dependencies: [TaskDependency(id: "a")]))
        #expect(bench.ends["late"]?.isSuccess == false, "what failed before stays failed")
    }

    @Test(arguments: [["a": ["a"]], ["a": ["b"], "b": ["a"]], ["a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]]])
    func circlesAreRefused(_ graph: [String: [String]]) throws {
        let bench = TaskBench()
        let tasks = graph.sorted { $0.key < $1.key }.map {
            TaskDescription(id: $0.key, dependencies: $0.value.map { TaskDependency(id: $0) })
        }
        let error = #expect(throws: TaskSchedulerError.self) { try bench.submit(tasks) }
        #expect(error?.code == .cycle)
        #expect(bench.scheduler.entries.isEmpty)
    }

    /// openclaw/openclaw 70634: people waited behind background work.
    @Test func issue70634PeopleOvertakeTheBackground() throws {
        let bench = TaskBench()
        try bench.submit((0..<100).map { TaskDescription(id: "b\($0)", priority: .background) })
        try bench.submit(TaskDescription(id: "human", priority: .human), TaskDescription(id: "control", priority: .control))
        bench.finish("b0")
        bench.finish("control")
        #expect(bench.started == ["b0", "control", "human"])
    }

    @Test func nothingStarves() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"), TaskDescription(id: "patient", priority: .background))
        var time: Int64 = 0
        var count = 0
        while bench.running["patient"] == nil {
            // A person asks for something new each second, for ever.
            try bench.submit(TaskDescription(id: "h\(count)"))
            count += 1
            bench.advance(1_000)
            time += 1_000
            if let id = bench.running.keys.first { bench.finish(id) }
            if time > 600_000 { break }
        }
        #expect(time <= 125_000, "two steps of priority are two minutes")
    }

    @Test func placesForControlStayFree() throws {
        let bench = TaskBench(TaskScheduler.Limits(reserved: 2), capacity: 4)
        try bench.submit((0..<10).map { TaskDescription(id: "\($0)") })
        #expect(bench.running.count == 2)
        try bench.submit(TaskDescription(id: "c", priority: .control))
        #expect(bench.running["c"] != nil)
    }

    @Test func aBusySessionBlocksNoOther() throws {
        let bench = TaskBench(capacity: 4)
        try bench.submit((0..<50).map { TaskDescription(id: "a\($0)", session: "a") })
        try bench.submit(TaskDescription(id: "b0", session: "b"))
        #expect(Set(bench.running.keys) == ["a0", "b0"])
        try bench.submit(TaskDescription(id: "urgent", priority: .control, session: "a"))
        bench.finish("a0")
        #expect(bench.running["urgent"] != nil, "the most urgent of a session is next")
        #expect(bench.running.count == 2)
        bench.finish("urgent")
        #expect(bench.running["a1"] != nil)
    }

    @Test func aMoreUrgentTaskOfASessionTakesThePlaceInLine() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"))
        try bench.submit(TaskDescription(id: "low", priority: .background, session: "s"))
        try bench.submit(TaskDescription(id: "other", priority: .scheduled))
        try bench.submit(TaskDescription(id: "high", priority: .human, session: "s"))
        for id in ["busy", "high", "other", "low"] { bench.finish(id) }
        #expect(bench.started == ["busy", "high", "other", "low"])
    }

    @Test func tasksGoToWhoCanDoThemAndHasTheLeastToDo() throws {
        let bench = TaskBench(capacity: 2, offers: ["shell"])
        bench.take(bench.scheduler.add(WorkerOffer(id: "x", offers: ["shell", "browser"], capacity: 4), now: 0))
        try bench.submit(TaskDescription(id: "gpu", needs: ["gpu"]), TaskDescription(id: "web", needs: ["browser"]))
        try bench.submit(TaskDescription(id: "1", needs: ["shell"]), TaskDescription(id: "2", needs: ["shell"]))
        #expect(bench.running["gpu"] == nil)
        #expect(bench.running["web"]?.worker == "x")
        #expect(bench.running["1"]?.worker == "w")
        #expect(bench.running["2"]?.worker == "x")
        bench.take(bench.scheduler.add(WorkerOffer(id: "g", offers: ["gpu"]), now: 0))
        #expect(bench.running["gpu"]?.worker == "g")
    }

    @Test func aWorkerThatGoesGivesItsWorkBack() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "again", maximumAttempts: 2), TaskDescription(id: "next"))
        bench.take(bench.scheduler.add(WorkerOffer(id: "x", capacity: 2), now: 0))
        bench.take(bench.scheduler.removeWorker("w", now: 0))
        bench.advance(1_000)
        #expect(bench.running["again"]?.worker == "x")
        #expect(bench.running["again"]?.attempt == 2)
    }

    @Test func attemptsWaitLongerEachTime() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "t", maximumAttempts: 3))
        bench.finish("t", error: "one")
        bench.advance(999)
        #expect(bench.running["t"] == nil)
        bench.advance(1)
        bench.finish("t", error: "two")
        bench.advance(1_999)
        #expect(bench.running["t"] == nil)
        bench.advance(1)
        bench.finish("t", error: "three")
        #expect(bench.ends["t"] == .failed("three"))
    }

    @Test func aWorkerThatHangsHoldsUpOnlyItself() throws {
        let bench = TaskBench(capacity: 1)
        bench.take(bench.scheduler.add(WorkerOffer(id: "x"), now: 0))
        try bench.submit(TaskDescription(id: "hangs", timeout: 5_000))
        let stuck = try #require(bench.running["hangs"]?.worker)
        try bench.submit((0..<10).map { TaskDescription(id: "\($0)") })
        for index in 0..<10 { bench.finish("\(index)") }
        #expect(bench.ends.count == 10)
        bench.advance(5_000)
        #expect(bench.ends["hangs"]?.isSuccess == false, "those who wait hear of it at once")
        try bench.submit(TaskDescription(id: "p"), TaskDescription(id: "q"))
        #expect(bench.running["q"] == nil, "its place is not given away while the worker holds on")
        bench.advance(10_000)
        #expect(bench.hanging == [stuck])
        bench.finish("hangs")
        #expect(bench.running["q"]?.worker == stuck)
    }

    @Test func waitingTooLongEndsATask() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "busy"), TaskDescription(id: "t", queueTimeout: 1_000))
        bench.advance(1_000)
        #expect(bench.ends["t"]?.isSuccess == false)
        bench.finish("busy")
        #expect(bench.started == ["busy"])
    }

    @Test func cancellingTakesEffectAtOnce() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "a"), TaskDescription(id: "b", dependencies: [TaskDependency(id: "a")]))
        bench.take(try bench.scheduler.cancel("a", reason: "enough", now: 0))
        #expect(bench.ends["a"] == .cancelled("enough"))
        #expect(bench.ends["b"]?.isSuccess == false)
        #expect(throws: TaskSchedulerError.self) { try bench.scheduler.cancel("none", reason: "", now: 0) }
    }

    @Test func everythingIsBounded() throws {
        var limits = TaskScheduler.Limits()
        limits.tasks = 2
        limits.lines = 1
        let bench = TaskBench(limits)
        try bench.submit(TaskDescription(id: "1", needs: ["x"]))
        let lines = #expect(throws: TaskSchedulerError.self) { try bench.submit(TaskDescription(id: "2", needs: ["y"])) }
        #expect(lines?.code == .full)
        try bench.submit(TaskDescription(id: "2", needs: ["x"]))
        let tasks = #expect(throws: TaskSchedulerError.self) { try bench.submit(TaskDescription(id: "3", needs: ["x"])) }
        #expect(tasks?.code == .full)
        let again = #expect(throws: TaskSchedulerError.self) {
            try bench.submit(TaskDescription(id: "4", dependencies: [TaskDependency(id: "?")]))
        }
        #expect(again != nil)
    }

    @Test func progressNeverGoesBack() throws {
        let bench = TaskBench()
        try bench.submit(TaskDescription(id: "a"))
        bench.scheduler.progress("a", attempt: 1, 0.5)
        bench.scheduler.progress("a", attempt: 1, 0.2)
        bench.scheduler.progress("a", attempt: 2, 0.9)
        #expect(bench.scheduler.entries["a"]?.progress == 0.5)
    }
}
