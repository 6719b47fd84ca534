// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A world in which everything that happens is decided by a seed: which process runs next, how long the network takes, what fails.
///
/// Time stands still while anybody can run and jumps to the next thing that is to happen otherwise. All processes run on the thread that
/// drives the world, so that the same seed gives the same trace.
final class SimulationWorld: Sendable {
    private struct Event: Comparable {
        var time: Int64
        var order: Int
        var action: @Sendable () -> Void

        static func < (left: Event, right: Event) -> Bool { (left.time, left.order) < (right.time, right.order) }
        static func == (left: Event, right: Event) -> Bool { left.order == right.order }
    }

    private struct State {
        var random: SeededGenerator
        var now: Int64 = 0
        var order = 0
        var events: [Event] = []
        var processes: [SimulatedProcess] = []
        var arrivals: [SimulatedProcess] = []
        var trace: SimulationTrace
        var steps = 0
        var isOver = false
        var violation: String?
        var onIdle: (@Sendable () -> Void)?
    }

    /// What happens next.
    private enum Step {
        case job(SimulatedProcess, Int)
        case event(@Sendable () -> Void)
        case advance(Int64)
        case rest
    }

    let seed: UInt64
    /// The time at which a world that has not come to its end is one that never will, in milliseconds.
    private let deadline: Int64
    private let maximumSteps: Int
    private let state: Mutex<State>

    init(seed: UInt64, deadline: Int64, maximumSteps: Int = 400_000, listener: (@Sendable (String) -> Void)? = nil) {
        self.seed = seed
        self.deadline = deadline
        self.maximumSteps = maximumSteps
        self.state = Mutex(State(random: SeededGenerator(seed: seed), trace: SimulationTrace(listener: listener)))
    }

    // MARK: Chance

    func draw(_ range: ClosedRange<Int>) -> Int { self.state.withLock { Int.random(in: range, using: &$0.random) } }

    func chance(_ percent: Int) -> Bool { percent > 0 && self.draw(0...99) < percent }

    func pick<Value>(_ values: [Value]) -> Value { values[self.draw(0...(values.count - 1))] }

    // MARK: Time and events

    /// Milliseconds since the beginning.
    var now: Int64 { self.state.withLock { $0.now } }

    func after(_ milliseconds: Int, _ action: @escaping @Sendable () -> Void) {
        self.state.withLock { state in
            state.order += 1
            let event = Event(time: state.now + Int64(max(0, milliseconds)), order: state.order, action: action)
            let place = state.events.firstIndex { event < $0 } ?? state.events.endIndex
            state.events.insert(event, at: place)
        }
    }

    /// Called whenever nobody can run, before time goes on.
    func onIdle(_ body: @escaping @Sendable () -> Void) { self.state.withLock { $0.onIdle = body } }

    // MARK: Trace

    /// Writes something down that happened.
    func note(_ text: @autoclosure () -> String) {
        let text = text()
        self.state.withLock { $0.trace.add(text, at: $0.now) }
    }

    /// An invariant does not hold: the world ends here.
    func fail(_ text: String) {
        self.note("VIOLATION: \(text)")
        self.state.withLock { state in
            if state.violation == nil { state.violation = text }
            state.isOver = true
        }
    }

    /// Everything that was to be seen has been seen.
    func end() { self.state.withLock { $0.isOver = true } }

    var isOver: Bool { self.state.withLock { $0.isOver } }

    /// What came out.
    var result: SimulationResult {
        self.state.withLock {
            SimulationResult(
                seed: self.seed,
                hash: $0.trace.hash,
                steps: $0.steps,
                time: .milliseconds($0.now),
                violation: $0.violation,
                events: $0.trace.recent
            )
        }
    }

    // MARK: Processes

    /// Starts a process.
    func start(
        _ name: String,
        wallClock: Timestamp,
        files: SimulatedFiles,
        main: @escaping @Sendable (SimulatedProcess) async -> Void
    ) -> SimulatedProcess {
        let process = self.state.withLock { state in
            state.order += 1
            let process = SimulatedProcess(name: name, index: state.order, now: state.now, wallClock: wallClock, files: files, main: main)
            state.processes.append(process)
            state.arrivals.append(process)
            return process
        }
        self.note("\(name) starts")
        return process
    }

    // MARK: Driving

    /// Lets everything happen until somebody calls ``end()``, an invariant breaks or nothing is left to happen.
    func run() async {
        await withDiscardingTaskGroup { group in
            var steps = 0
            while true {
                steps += 1
                // Worlds can take long: what else waits for the threads of this program goes on between.
                if steps % 256 == 0 { await Task.yield() }
                for process in self.takeArrivals() {
                    group.addTask(executorPreference: process.executor) { await process.run() }
                }
                switch self.next() {
                case .job(let process, let index): process.executor.run(at: index)
                case .event(let action): action()
                case .advance(let time): self.advance(to: time)
                case .rest:
                    self.clear()
                    return
                }
            }
        }
    }

    private func takeArrivals() -> [SimulatedProcess] {
        self.state.withLock { state in
            if state.arrivals.isEmpty { return [] }
            defer { state.arrivals = [] }
            return state.arrivals
        }
    }

    private func next() -> Step {
        let (step, idle) = self.state.withLock { state -> (Step?, (@Sendable () -> Void)?) in
            if state.isOver { return (.rest, nil) }
            state.steps += 1
            if let step = Self.pickRunnable(&state) { return (step, nil) }
            return (nil, state.onIdle)
        }
        if let step { return step }
        idle?()
        let processes = self.state.withLock { $0.processes }
        let wake = processes.compactMap(\.nextWake).min()
        let (outcome, complaint) = self.state.withLock { state -> (Step, String?) in
            if state.isOver { return (.rest, nil) }
            if !state.arrivals.isEmpty || (state.events.first.map { $0.time <= state.now } ?? false) { return (.advance(state.now), nil) }
            guard let time = [wake, state.events.first?.time].compactMap({ $0 }).min() else {
                return (.rest, "nothing is left to happen, and the scenario has not come to its end")
            }
            if time > self.deadline { return (.rest, "the scenario has not come to its end in \(self.deadline / 1000) s") }
            if state.steps > self.maximumSteps { return (.rest, "the scenario has not come to its end in \(self.maximumSteps) steps") }
            return (.advance(max(time, state.now)), nil)
        }
        if let complaint { self.fail(complaint) }
        return outcome
    }

    private static func pickRunnable(_ state: inout State) -> Step? {
        var runnable: [SimulatedProcess] = []
        for process in state.processes where !process.isPaused && process.executor.count > 0 { runnable.append(process) }
        let hasEvent = state.events.first.map { $0.time <= state.now } ?? false
        let count = runnable.count + (hasEvent ? 1 : 0)
        guard count > 0 else { return nil }
        let choice = count == 1 ? 0 : Int.random(in: 0..<count, using: &state.random)
        if choice == runnable.count { return .event(state.events.removeFirst().action) }
        let process = runnable[choice]
        let waiting = process.executor.count
        // Mostly in their order, sometimes not: threads give no promise about it.
        let isOrdered = waiting == 1 || Int.random(in: 0..<4, using: &state.random) > 0
        let index = isOrdered ? 0 : Int.random(in: 0..<waiting, using: &state.random)
        state.trace.mix(UInt64(truncatingIfNeeded: process.index), UInt64(index))
        return .job(process, index)
    }

    private func advance(to time: Int64) {
        let processes = self.state.withLock { state in
            state.now = time
            return state.processes
        }
        for process in processes { process.advance(to: time) }
    }

    /// Lets all that still lives die, and forgets everything.
    private func clear() {
        let processes = self.state.withLock { state in
            state.events = []
            state.onIdle = nil
            state.isOver = true
            return state.processes
        }
        for process in processes { process.crash() }
        var steps = 0
        while processes.contains(where: { $0.executor.count > 0 }) {
            for process in processes where process.executor.count > 0 { process.executor.run(at: 0) }
            steps += 1
            if steps > 1_000_000 { fatalError("seed \(self.seed): a process goes on for ever after it was cancelled") }
        }
        for process in processes where !process.hasEnded {
            fatalError("seed \(self.seed): \(process.name) does not end when it is cancelled")
        }
        self.state.withLock { state in
            state.processes = []
            state.events = []
        }
    }
}
