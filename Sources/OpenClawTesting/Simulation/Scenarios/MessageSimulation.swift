// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// People write, a gateway answers, and everything fails: the way of a message from the platform through the ledger to the platform.
///
/// - What was acknowledged is in the ledger of every later process, comes to an end, and is answered at most once.
/// - What has a receipt was taken by the platform; what was not is `unknown`, `undeliverable` or has no answer.
/// - A session has one turn at a time, and no more turns run than may.
final class MessageSimulation: Sendable {
    /// What a seed decides at the beginning.
    struct Plan: Sendable {
        var messages = 0
        var groups = 0
        var concurrentRuns = 0
        var waitingRuns = 0
        var openMessages = 0
        var agentFailures = 0
        var refusals = 0
        var canReconcile = false
        var sessionsAreDurable = false
        var losesPower = false
        var faults = 0
        var maximumAge = Duration.seconds(3_600)
        var segmentBytes = 0
        /// From which start of the gateway on its files are encrypted.
        var encryptedFrom: Int?
        /// How long messages wait for more of their senders, in milliseconds; 0 when they do not.
        var debounce = 0
    }

    private struct State {
        var process: SimulatedProcess?
        var ledger: FileLedger?
        var starts = 0
        var isHealthy = false
        var isChecking = false
        /// Whether messages may have been accepted without their senders hearing of it, so that they come late.
        var hasLeftovers = false
    }

    /// Until when things fail, in milliseconds.
    private static let healthyFrom = 60_000

    let world: SimulationWorld
    let network: SimulatedNetwork
    let platform: SimulatedPlatform
    let machine: SimulatedMachine
    let flaw: SimulationFlaw?
    let plan: Plan
    private let seed: UInt64
    private let state = Mutex(State())

    convenience init(seed: UInt64, flaw: SimulationFlaw?, emphasis: Emphasis, listener: (@Sendable (String) -> Void)?) {
        let world = SimulationWorld(seed: seed, deadline: Self.deadline, listener: listener)
        var plan = Self.plan(world, emphasis)
        plan.encryptedFrom = SimulatedEncryption.firstStart(seed: seed)
        self.init(world, seed: seed, flaw: flaw, plan: plan)
    }

    /// A world of which only the order of things is left to the seed.
    convenience init(seed: UInt64, plan: Plan) {
        self.init(SimulationWorld(seed: seed, deadline: Self.deadline), seed: seed, flaw: nil, plan: plan)
    }

    private init(_ world: SimulationWorld, seed: UInt64, flaw: SimulationFlaw?, plan: Plan) {
        self.world = world
        self.seed = seed
        self.network = SimulatedNetwork(world)
        self.platform = SimulatedPlatform(world)
        self.machine = SimulatedMachine(world)
        self.flaw = flaw
        self.plan = plan
    }

    private static let deadline: Int64 = 3 * 3_600_000

    /// What the seeds are to look at most.
    enum Emphasis: Sendable {
        case messages
        case delivery
        case bursts
    }

    private static func plan(_ world: SimulationWorld, _ emphasis: Emphasis) -> Plan {
        var plan = Plan()
        plan.messages = world.draw(1...8)
        plan.groups = world.draw(1...3)
        plan.concurrentRuns = world.draw(1...3)
        plan.waitingRuns = world.draw(0...3)
        plan.openMessages = world.draw(1...8)
        plan.agentFailures = world.pick([0, 0, 10, 30])
        plan.canReconcile = world.chance(50)
        plan.sessionsAreDurable = world.chance(50)
        plan.losesPower = world.chance(60)
        plan.faults = world.draw(0...4)
        plan.segmentBytes = world.pick([4_096, 8_192, 1 << 20])
        if world.chance(20) { plan.maximumAge = .seconds(world.draw(5...60)) }
        if emphasis == .delivery {
            plan.refusals = world.pick([10, 30, 60])
            plan.messages = world.draw(1...4)
            plan.waitingRuns = 4
            plan.openMessages = 8
        } else {
            plan.refusals = world.pick([0, 0, 10])
        }
        if emphasis == .bursts {
            plan.debounce = world.draw(500...5_000)
            plan.messages = world.draw(3...16)
            plan.groups = world.draw(1...2)
            plan.waitingRuns = world.draw(1...8)
            plan.openMessages = world.draw(4...16)
            plan.sessionsAreDurable = world.chance(80)
        }
        return plan
    }

    // MARK: The world

    func run() async -> SimulationResult {
        self.schedule()
        self.boot()
        self.world.onIdle { [self] in self.look() }
        await self.world.run()
        self.state.withLock { $0 = State() }
        return self.world.result
    }

    private func schedule() {
        if self.plan.debounce > 0 { self.scheduleBursts() }
        for number in 1...self.plan.messages where self.plan.debounce == 0 {
            self.world.after(self.world.draw(0...40_000)) { [self] in
                let group = "g\(self.world.draw(1...self.plan.groups))"
                self.platform.write(SimulatedPlatform.Update(number: number, group: group, text: "m\(number)"))
            }
        }
        for _ in 0..<self.plan.faults { self.world.after(self.world.draw(0...50_000)) { [self] in self.breakSomething() } }
        self.world.after(Self.healthyFrom) { [self] in
            self.world.note("nothing fails from now on")
            self.network.heal()
            self.machine.heal()
            self.state.withLock { $0.isHealthy = true }
        }
    }

    private func breakSomething() {
        let process = self.state.withLock { $0.process }
        let kind = self.world.draw(0...11)
        if (6...8).contains(kind) || kind == 10 { self.state.withLock { $0.hasLeftovers = true } }
        switch kind {
        case 0, 1:
            self.world.note("the process is killed")
            process?.crash()
        case 2, 3, 4:
            let (changes, prefix) = (self.world.draw(0...25), self.world.draw(0...300))
            self.world.note("the process dies in \(changes) changes of the disk")
            process?.files.die(afterChanges: changes, writing: prefix)
        case 5:
            let time = self.world.draw(100...30_000)
            self.world.note("the process pauses for \(time) ms")
            process?.pause(true)
            self.world.after(time) { process?.pause(false) }
        case 6, 7:
            let operation = self.world.pick([FileChange.Operation.synchronize, .write, .append, .create, .rename])
            let path = self.world.pick(["ledger", "sessions", ""])
            self.world.note("the disk fails: \(operation) on \"\(path)\"")
            self.machine.current.fail(
                operation,
                on: path,
                count: self.world.draw(1...3),
                with: .inputOutput,
                writing: self.world.draw(0...60)
            )
        case 8:
            self.world.note("the disk is full")
            self.machine.current.fill(true)
            self.world.after(self.world.draw(1_000...20_000)) { [self] in
                self.world.note("the disk has room again")
                self.machine.current.fill(false)
            }
        case 9: self.network.cut("platform", milliseconds: self.world.draw(500...20_000))
        case 10:
            let path = self.world.pick(["ledger", "sessions", ""])
            self.world.note("the disk cannot be read: \"\(path)\"")
            self.machine.current.failReads(of: path, count: self.world.draw(1...4))
        default:
            self.world.note("the network is bad")
            self.network.worsen(loss: self.world.draw(5...40), slow: self.world.draw(0...30), double: 20)
        }
    }

    // MARK: Processes

    private func boot() {
        let number = self.state.withLock { state -> Int in
            state.starts += 1
            state.ledger = nil
            return state.starts
        }
        let process = self.world.start(
            "gateway \(number)",
            wallClock: Timestamp(milliseconds: 1_790_000_000_000 + self.world.now),
            files: self.machine.files(self.flaw)
        ) { [self] process in await self.gateway(process) }
        process.whenEnded { [self] in self.hasEnded(process) }
        self.state.withLock { $0.process = process }
    }

    private func hasEnded(_ process: SimulatedProcess) {
        self.world.note("\(process.name) has ended")
        let isChecking = self.state.withLock { state in
            state.ledger = nil
            return state.isChecking
        }
        if self.world.isOver { return }
        if isChecking {
            if self.plan.losesPower { self.machine.losePower() }
            return self.startChecking()
        }
        let isHealthy = self.state.withLock { $0.isHealthy }
        // The disk of a machine without power is the one that comes back; a process that died alone leaves what the system has.
        if self.plan.losesPower, !isHealthy, self.world.chance(60) { self.machine.losePower() }
        if self.state.withLock({ $0.isHealthy }) { self.machine.heal() }
        self.world.after(self.world.draw(200...8_000)) { [self] in self.boot() }
    }

    private var ledgerConfiguration: FileLedger.Configuration {
        FileLedger.Configuration(
            directory: "/state/ledger",
            durability: .everyCommit,
            maximumOpen: self.plan.openMessages,
            segmentBytes: self.plan.segmentBytes,
            fillBytes: 1_024
        )
    }

    /// What files are encrypted with by now.
    private func encryption() throws(EncryptionError) -> WorkspaceEncryption? {
        let starts = self.state.withLock { $0.starts }
        guard let first = self.plan.encryptedFrom, starts >= first else { return nil }
        return try SimulatedEncryption.workspace(seed: self.seed, start: starts)
    }

    private func openLedger(_ process: SimulatedProcess) throws -> FileLedger {
        let encryption = try self.encryption()
        do throws(LedgerError) {
            return try FileLedger(
                self.ledgerConfiguration,
                fileSystem: process.files,
                encryption: encryption,
                executor: process.executor,
                clock: process.clock,
                report: { [world, weak process] words in
                    world.note(words)
                    guard words.contains("cannot be written"), world.chance(20) else { return }
                    // Somebody looks at the log and starts the gateway again. Otherwise it goes on by itself.
                    world.after(world.draw(2_000...20_000)) { process?.terminate() }
                }
            )
        } catch {
            if process.isAlive, error.code == .damaged || error.code == .locked { self.world.fail("\(error)") }
            throw error
        }
    }

    private func openSessions(_ process: SimulatedProcess) throws -> FileSessionStore {
        let encryption = try self.encryption()
        do throws(SessionStoreError) {
            return try FileSessionStore(
                FileSessionStore.Configuration(
                    root: "/state",
                    durability: self.plan.sessionsAreDurable ? .everyCommit : .interval(.seconds(1))
                ),
                fileSystem: process.files,
                encryption: encryption,
                executor: process.executor,
                wallClock: process.wallClock,
                clock: process.clock,
                identifiers: UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: UInt64(self.world.draw(0...(1 << 40)))))),
                report: { [world] in world.note($0) }
            )
        } catch {
            if process.isAlive, error.code != .unavailable { self.world.fail("\(error)") }
            throw error
        }
    }

    private func gateway(_ process: SimulatedProcess) async {
        do {
            let ledger = try self.openLedger(process)
            try await self.checkAcknowledged(ledger, process)
            let sessions = try self.openSessions(process)
            let gateway = try self.assemble(process, ledger, sessions)
            process.onTerminate { gateway.beginShutdown() }
            self.state.withLock { if $0.process === process { $0.ledger = ledger } }
            try await gateway.run()
        } catch {
            self.world.note("\(process.name) cannot go on: \(error)")
        }
    }

    private func assemble(_ process: SimulatedProcess, _ ledger: FileLedger, _ sessions: FileSessionStore) throws -> Gateway {
        let port = SimulatedPort(
            network: self.network,
            platform: self.platform,
            process: process,
            flaw: self.flaw,
            refusalPercent: self.plan.refusals,
            isOrderly: self.plan.debounce > 0
        )
        let channel: any Channel = self.plan.canReconcile ? SimulatedReconcilingChannel(port) : SimulatedChannel(port)
        let agent = SimulatedAgent(
            world: self.world,
            process: process,
            maximumConcurrent: self.plan.concurrentRuns,
            failurePercent: self.plan.agentFailures
        )
        var configuration = GatewayConfiguration(
            limits: GatewayConfiguration.Limits(
                maximumConcurrentRuns: self.plan.concurrentRuns,
                maximumWaitingRunsPerSession: self.plan.waitingRuns
            ),
            debounce: InboundDebounce(wait: .milliseconds(self.plan.debounce)),
            runTimeout: .seconds(self.plan.debounce > 0 ? 90 : 30),
            shutdownGrace: .seconds(5),
            blockingExecutor: process.executor,
            identifiers: UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: UInt64(self.world.draw(0...(1 << 40)))))),
            clock: process.clock,
            wallClock: process.wallClock
        )
        configuration.resume.maximumAge = self.plan.maximumAge
        return try Gateway(configuration: configuration, agents: [agent], channels: [channel], sessionStore: sessions, ledger: ledger)
    }

    /// What an earlier process has acknowledged is known to this one.
    private func checkAcknowledged(_ ledger: FileLedger, _ process: SimulatedProcess) async throws {
        guard self.flaw != .losesIdentity else { return }
        for number in self.platform.acknowledged {
            let entry = try await ledger.entry(of: Self.identity(number))
            if entry == nil, process.isAlive {
                self.world.fail("u\(number) was acknowledged, and the ledger does not know it after a restart")
            }
        }
    }

    static func identity(_ number: Int) -> MessageID {
        MessageID(channel: SimulatedPlatform.channel, event: SimulatedPlatform.event(number))
    }

    // MARK: The end

    /// When nothing fails any more and nothing is open, the world comes to its end.
    private func look() {
        let (process, ledger, isReady) = self.state.withLock { ($0.process, $0.ledger, $0.isHealthy && !$0.isChecking) }
        guard isReady, let process, process.isAlive, let ledger, ledger.failure == nil, self.platform.isQuiet, ledger.openCount == 0 else {
            return
        }
        self.state.withLock { $0.isChecking = true }
        self.world.note("everything is at rest")
        process.terminate()
    }

    private func startChecking() {
        _ = self.world.start(
            "checker",
            wallClock: Timestamp(milliseconds: 1_790_000_000_000 + self.world.now),
            files: self.machine.files(nil)
        ) { [self] process in
            do {
                let ledger = try self.openLedger(process)
                try await self.checkAcknowledged(ledger, process)
                for number in 1...self.plan.messages { try await self.check(number, ledger) }
                if self.plan.debounce > 0 { try await self.checkShared(ledger) }
                if self.plan.sessionsAreDurable || !self.plan.losesPower {
                    let sessions = try self.openSessions(process)
                    try await self.checkTranscripts(sessions)
                    if self.plan.debounce > 0 {
                        try await self.checkBursts(sessions, ledger, inOrder: !self.state.withLock { $0.hasLeftovers })
                    }
                }
            } catch {
                if process.isAlive { self.world.fail("at the end the files cannot be read: \(error)") }
            }
            self.world.end()
        }
    }

    /// A history tells one story, and the platform the same one.
    private func check(_ number: Int, _ ledger: FileLedger) async throws {
        let name = SimulatedPlatform.event(number)
        let history = try await ledger.history(of: Self.identity(number))
        let kinds = history.map(\.kind)
        guard !history.isEmpty else { return }
        let openings = kinds.filter(\.isOpening).count
        if openings != 1 || !(kinds[0].isOpening) { self.world.fail("\(name) was accepted \(openings) times") }
        let ends = kinds.filter { $0.name == "completed" }.count
        if ends != 1 { self.world.fail("\(name) was completed \(ends) times") }
        var deliveries: [String: (intents: Int, attempts: Int, ends: [String])] = [:]
        for kind in kinds {
            switch kind {
            case .intent(let id, _, _): deliveries[id, default: (0, 0, [])].intents += 1
            case .sending(let id, let attempt):
                if attempt <= deliveries[id]?.attempts ?? 0, attempt != 1 { self.world.fail("\(name): attempt \(attempt) comes again") }
                if !(deliveries[id]?.ends.isEmpty ?? false) { self.world.fail("\(name): a delivery that has ended is sent again") }
                deliveries[id]?.attempts = attempt
            case .receipt(let id, _), .unknown(let id, _), .undeliverable(let id, _): deliveries[id]?.ends.append(kind.name)
            default: continue
            }
        }
        var isReceived = false
        for (_, delivery) in deliveries {
            if delivery.intents != 1 { self.world.fail("\(name): a delivery was intended \(delivery.intents) times") }
            if delivery.ends.count != 1 { self.world.fail("\(name): a delivery has the ends \(delivery.ends)") }
            if delivery.ends == ["receipt"] { isReceived = true }
        }
        if deliveries.count > 1 { self.world.fail("\(name) has \(deliveries.count) answers") }
        // What is shared is answered by a reply to the last of the messages, which is looked at for all of them.
        if self.plan.debounce > 0 { return }
        if isReceived, self.platform.replyCount(number) != 1 { self.world.fail("\(name) has a receipt, and the platform no answer") }
        let wasUnsure = deliveries.values.contains { $0.ends == ["unknown"] || $0.attempts > 0 }
        if self.platform.replyCount(number) > 0, !isReceived, !wasUnsure {
            self.world.fail("\(name) was answered, and the ledger does not know of it")
        }
    }

    /// Every message stands in its transcript at most once, and so does its answer.
    private func checkTranscripts(_ sessions: FileSessionStore) async throws {
        for group in 1...self.plan.groups {
            let key = SessionKey("agent:main:chat:group:g\(group)")
            guard let session = try await sessions.load(key, window: SessionWindow(limit: 1_000, maximumBytes: 1 << 24)) else { continue }
            var texts: Set<String> = []
            for entry in session.entries {
                guard case .message(let message) = entry.kind, message.role == .user else { continue }
                if !texts.insert(message.text).inserted {
                    self.world.fail("\(message.text) stands in the transcript of g\(group) twice")
                }
            }
        }
    }
}
