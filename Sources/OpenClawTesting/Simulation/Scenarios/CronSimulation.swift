// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Jobs run by the clock, in one gateway or in two that share a state directory, around the nights in which clocks change.
///
/// - A slot begins at most once, whatever dies and whoever takes over; a time that comes twice in a night begins one run.
/// - Only one gateway leads. A job that was acknowledged is known to whoever leads later.
/// - When nothing fails any more, jobs go on.
final class CronSimulation: Sendable {
    private struct State {
        var processes: [SimulatedProcess?]
        var begun: [RunID: Int] = [:]
        var daily: [String: Int] = [:]
        var leading: Set<Int> = []
        var jobs: Set<String> = []
        var isHealthy = false
        var starts = 0
    }

    private static let healthyFrom = 900_000
    /// Before the time that comes twice in Berlin in autumn, before it comes again, before the hour that spring leaves out, and an ordinary day.
    private static let beginnings: [Int64] = [
1_792_888_020_000, 1_792_889_820_000, 1_774_745_760_000, 1_789_948_800_000,
    ]

    let world: SimulationWorld
    let machine: SimulatedMachine
    let flaw: SimulationFlaw?
    private let seed: UInt64
    private let beginning: Int64
    private let zones = SimulatedZones.database()
    private let state: Mutex<State>

    init(seed: UInt64, flaw: SimulationFlaw?, listener: (@Sendable (String) -> Void)?) {
        self.world = SimulationWorld(seed: seed, deadline: 4 * 3_600_000, listener: listener)
        self.machine = SimulatedMachine(self.world)
        self.flaw = flaw
        self.seed = seed
        self.beginning = self.world.pick(Self.beginnings)
        self.state = Mutex(State(processes: [SimulatedProcess?](repeating: nil, count: self.world.draw(1...2))))
    }

    func run() async -> SimulationResult {
        for index in self.state.withLock({ $0.processes.indices }) { self.boot(index) }
        for _ in 0..<self.world.draw(0...4) { self.world.after(self.world.draw(0...800_000)) { [self] in self.breakSomething() } }
        self.world.after(Self.healthyFrom) { [self] in
            self.world.note("nothing fails from now on")
            self.machine.heal()
            self.state.withLock { $0.isHealthy = true }
        }
        await self.world.run()
        self.state.withLock { $0.processes = [] }
        return self.world.result
    }

    private func breakSomething() {
        let process = self.state.withLock { state in
            state.processes.isEmpty ? nil : state.processes[Int(truncatingIfNeeded: self.world.draw(0...(state.processes.count - 1)))]
        }
        switch self.world.draw(0...7) {
        case 0, 1: process?.crash()
        case 2, 3:
            let (changes, prefix) = (self.world.draw(0...12), self.world.draw(0...300))
            self.world.note("\(process?.name ?? "") dies in \(changes) changes of the disk")
            process?.files.die(afterChanges: changes, writing: prefix)
        case 4:
            let time = self.world.pick([5_000, 70_000, 400_000, 3_300_000])
            self.world.note("\(process?.name ?? "") sleeps for \(time / 1000) s")
            process?.pause(true)
            self.world.after(time) { process?.pause(false) }
        case 5:
            let operation = self.world.pick([FileChange.Operation.synchronize, .append, .create, .rename, .synchronizeDirectory])
            self.world.note("the disk fails: \(operation)")
            self.machine.current.fail(operation, on: "", count: self.world.draw(1...3), with: .inputOutput)
        case 6:
            self.world.note("the disk cannot be read")
            self.machine.current.failReads(of: "jobs.json", count: self.world.draw(1...6))
        default:
            self.world.note("the disk is full")
            self.machine.current.fill(true)
            self.world.after(self.world.draw(1_000...90_000)) { [self] in self.machine.current.fill(false) }
        }
    }

    // MARK: Processes

    private func boot(_ index: Int) {
        let number = self.state.withLock { state -> Int in
            state.starts += 1
            return state.starts
        }
        let process = self.world.start(
            "gateway \(index == 0 ? "A" : "B")\(number)",
            wallClock: Timestamp(milliseconds: self.beginning + self.world.now),
            files: self.machine.files(self.flaw)
        ) { [self] process in await self.gateway(process, index) }
        process.whenEnded { [self] in
            self.world.note("\(process.name) has ended")
            self.state.withLock { _ = $0.leading.remove(process.index) }
            if self.world.isOver { return }
            let isHealthy = self.state.withLock { $0.isHealthy }
            let isAlone = self.state.withLock { $0.processes.count == 1 }
            if isAlone, !isHealthy, self.world.chance(50) { self.machine.losePower() }
            if isHealthy { self.machine.heal() }
            self.world.after(self.world.draw(500...60_000)) { [self] in self.boot(index) }
        }
        self.state.withLock { if index < $0.processes.count { $0.processes[index] = process } }
    }

    private func gateway(_ process: SimulatedProcess, _ index: Int) async {
        do {
            let encryption: WorkspaceEncryption? =
                SimulatedEncryption.firstStart(seed: self.seed) == nil
                ? nil : try SimulatedEncryption.workspace(seed: self.seed, start: process.index)
            let coordinator = try FileCoordinator(
                directory: "/state/coordination",
                fileSystem: process.files,
                executor: process.executor,
                ahead: .gateway
            )
            var store: any CronStore = FileCronStore(
                path: "/state/cron/jobs.json",
                fileSystem: process.files,
                encryption: encryption,
                executor: process.executor,
                epochs: coordinator
            )
            if self.flaw == .claimsAfterRun { store = LaggingCronStore(store) }
            let agent = SimulatedAgent(
                world: self.world,
                process: process,
                maximumConcurrent: 4,
                failurePercent: 3
            ) { [self] turn in self.begins(turn, process) }
            let configuration = GatewayConfiguration(
                runTimeout: .seconds(60),
                shutdownGrace: .seconds(5),
                coordinator: coordinator,
                cron: CronConfiguration(maximumConcurrentRuns: 2, timeZone: "Europe/Berlin", timeZones: self.zones),
                blockingExecutor: process.executor,
                identifiers: UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: UInt64(self.world.draw(0...(1 << 40)))))),
                clock: process.clock,
                wallClock: process.wallClock
            )
            let gateway = try Gateway(configuration: configuration, parts: GatewayParts(agents: [agent], cronStore: store))
            process.onTerminate { gateway.beginShutdown() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await gateway.run() }
                group.addTask {
                    try await self.operate(gateway, process)
                    try await process.clock.sleep(for: .seconds(10_000_000))
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch {
            self.world.note("\(process.name) cannot go on: \(error)")
        }
    }

    /// What an operator does at the gateway that leads: looks whether the jobs are there, adds those that are missing.
    private func operate(_ gateway: Gateway, _ process: SimulatedProcess) async throws {
        while !gateway.isLeading { try await process.clock.sleep(for: .milliseconds(500)) }
        // Its end may have come between its lead and this step; then it has left those that lead already.
        guard process.isAlive else { return }
        let others = self.state.withLock { state -> Int in
            state.leading.insert(process.index)
            return state.leading.count
        }
        self.world.note("\(process.name) leads under epoch \(gateway.epoch)")
        if others > 1 { self.world.fail("\(others) gateways lead at the same time") }
        while process.isAlive {
            do {
                try await self.administer(gateway.client, process)
                return
            } catch let error as MethodError {
                self.world.note("\(process.name): \(error.message)")
                try await process.clock.sleep(for: .seconds(3))
            }
        }
    }

    private func administer(_ client: LocalClient, _ process: SimulatedProcess) async throws {
        let jobs = try await client.call("cron.list", ["includeDisabled": true])["jobs"]?.arrayValue ?? []
        let (ids, names) = (Set(jobs.compactMap { $0["id"]?.stringValue }), Set(jobs.compactMap { $0["name"]?.stringValue }))
        let lost = self.state.withLock { $0.jobs.subtracting(ids) }
        if !lost.isEmpty, process.isAlive { self.world.fail("\(lost.count) jobs that were acknowledged are gone") }
        for (name, schedule, misfire) in Self.jobs where !names.contains(name) {
            let job: JSONObject = [
                "name": .string(name), "schedule": schedule, "payload": ["kind": "agentTurn", "message": .string(name)],
                "misfire": .string(misfire),
            ]
            let id = try await client.call("cron.add", ["job": .object(job)])["id"]?.stringValue
            guard let id, process.isAlive else { return }
            self.world.note("\(name) was added")
            self.state.withLock { _ = $0.jobs.insert(id) }
        }
    }

    private static let jobs: [(String, JSONValue, String)] = [
        ("often", ["kind": "cron", "expr": "* * * * *", "staggerMs": 0], "runOnce"),
        ("each", ["kind": "cron", "expr": "*/5 * * * *", "staggerMs": 0], "runAll"),
        ("nightly", ["kind": "cron", "expr": "30 2 * * *", "staggerMs": 0], "runOnce"),
        ("skipping", ["kind": "every", "everyMs": 90_000], "skip"),
    ]

    /// A run begins.
    private func begins(_ turn: Turn, _ process: SimulatedProcess) {
        let isNightly = turn.message.text.hasSuffix("nightly")
        let parts = turn.runID.rawValue.split(separator: ":")
        let (count, nights, isHealthy) = self.state.withLock { state -> (Int, Int, Bool) in
            state.begun[turn.runID, default: 0] += 1
            if isNightly { state.daily[String(parts[1]), default: 0] += 1 }
            return (state.begun[turn.runID] ?? 0, state.daily[String(parts[1])] ?? 0, state.isHealthy)
        }
        if count > 1 { self.world.fail("\(turn.runID) has begun \(count) times") }
        if isNightly, nights > 1 { self.world.fail("the nightly job has begun \(nights) times in one night") }
        if isHealthy, turn.message.text.hasSuffix("often") { self.world.end() }
    }
}
