// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// Several gateways have the credentials of one account, and a coordinator over a bad network gives it to one of them at a time.
///
/// - Nobody polls while another one does, unless that one sleeps (and then stops as soon as it wakes).
/// - Epochs of those who lead never come twice.
/// - When nothing fails any more, one gateway leads and polls.
final class AccountSimulation: Sendable {
    private struct State {
        var processes: [SimulatedProcess?]
        var polling: [Int: SimulatedProcess] = [:]
        /// When a process woke up.
        var wokeAt: [Int: Int64] = [:]
        var epochs: [UInt64: Int] = [:]
        var isHealthy = false
        var starts = 0
    }

    private static let healthyFrom = 240_000

    let world: SimulationWorld
    let network: SimulatedNetwork
    private let service: SimulatedCoordinator.Service
    private let state: Mutex<State>

    init(seed: UInt64, listener: (@Sendable (String) -> Void)?) {
        self.world = SimulationWorld(seed: seed, deadline: 3_600_000, listener: listener)
        self.network = SimulatedNetwork(self.world)
        self.service = SimulatedCoordinator.Service(self.world)
        self.state = Mutex(State(processes: [SimulatedProcess?](repeating: nil, count: self.world.draw(2...3))))
    }

    func run() async -> SimulationResult {
        for index in self.state.withLock({ $0.processes.indices }) { self.boot(index) }
        for _ in 0..<self.world.draw(0...6) { self.world.after(self.world.draw(0...220_000)) { [self] in self.breakSomething() } }
        self.world.after(Self.healthyFrom) { [self] in
            self.world.note("nothing fails from now on")
            self.network.heal()
            self.state.withLock { $0.isHealthy = true }
        }
        self.world.after(Self.healthyFrom + 120_000) { [self] in
            let polling = self.state.withLock { $0.polling.count }
            if polling != 1 { self.world.fail("at the end \(polling) gateways poll") }
            self.world.end()
        }
        await self.world.run()
        self.state.withLock { state in
            state.processes = []
            state.polling = [:]
        }
        return self.world.result
    }

    private func breakSomething() {
        let index = self.world.draw(0...(self.state.withLock { $0.processes.count } - 1))
        let process = self.state.withLock { $0.processes[index] }
        switch self.world.draw(0...4) {
        case 0:
            self.world.note("\(process?.name ?? "") is killed")
            process?.crash()
        case 1, 2:
            let time = self.world.draw(1_000...60_000)
            self.world.note("\(process?.name ?? "") sleeps for \(time) ms")
            process?.pause(true)
            self.world.after(time) { [self] in
                guard let process else { return }
                self.state.withLock { $0.wokeAt[process.index] = self.world.now }
                process.pause(false)
            }
        case 3: self.network.cut("coordinator", milliseconds: self.world.draw(1_000...60_000))
        default: self.network.worsen(loss: self.world.draw(5...40), slow: self.world.draw(0...40), double: 20)
        }
    }

    private func boot(_ index: Int) {
        let number = self.state.withLock { state -> Int in
            state.starts += 1
            return state.starts
        }
        let process = self.world.start(
            "gateway \(number)",
            wallClock: Timestamp(milliseconds: 1_790_000_000_000 + self.world.now),
            files: SimulatedFiles(InMemoryFileSystem())
        ) { [self] process in await self.gateway(process) }
        process.whenEnded { [self] in
            self.world.note("\(process.name) has ended")
            self.state.withLock { $0.polling[process.index] = nil }
            if self.world.isOver { return }
            self.world.after(self.world.draw(500...10_000)) { [self] in self.boot(index) }
        }
        self.state.withLock { if index < $0.processes.count { $0.processes[index] = process } }
    }

    private func gateway(_ process: SimulatedProcess) async {
        do {
            let channel = PollingChannel(
                process: process,
                began: { [self] in self.begins(process) },
                ended: { [self] in
                    if process.isAlive { self.world.note("\(process.name) stops polling") }
                    self.state.withLock { $0.polling[process.index] = nil }
                }
            )
            let configuration = GatewayConfiguration(
                coordinator: SimulatedCoordinator(service: self.service, network: self.network, process: process),
                blockingExecutor: process.executor,
                identifiers: UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: UInt64(self.world.draw(0...(1 << 40)))))),
                clock: process.clock,
                wallClock: process.wallClock
            )
            let gateway = try Gateway(configuration: configuration, agents: [EchoAgent(id: "main")], channels: [channel])
            try await gateway.run()
        } catch {
            self.world.note("\(process.name) cannot go on: \(error)")
        }
    }

    private func begins(_ process: SimulatedProcess) {
        guard process.isAlive else { return }
        self.world.note("\(process.name) polls")
        let now = self.world.now
        let others = self.state.withLock { state -> [SimulatedProcess] in
            defer { state.polling[process.index] = process }
            return state.polling.values.filter { other in
                other.index != process.index && other.isAlive && !other.isPaused && state.wokeAt[other.index] != now
            }
        }
        if let other = others.first, !process.isPaused, self.state.withLock({ $0.wokeAt[process.index] != now }) {
            self.world.fail("\(process.name) and \(other.name) poll the same account at the same time")
        }
    }
}
