// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

@Suite("Gateways that share a coordinator")
struct GatewayLeadershipTests {
    private static func gateway(
        _ coordinator: any Coordinator,
        ledger: any Ledger = InMemoryLedger(),
        channel: ScriptedChannel? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws -> Gateway {
        // Leases are asked for again after a third of their time: long enough for a busy machine, and no test waits until one is over.
        let configuration = GatewayConfiguration(coordinator: coordinator, leaseDuration: .seconds(45), clock: clock)
        return try Gateway(
            configuration: configuration,
            parts: GatewayParts(agents: [EchoAgent(id: "main")], channels: channel.map { [$0] } ?? [], ledger: ledger)
        )
    }

    /// Waits while time passes, in steps so small that leases are asked for again long before they are over.
    private static func passing(_ clock: ManualClock, _ condition: () -> Bool) async throws {
        try await OpenClawTesting.eventually {
            if condition() { return true }
            clock.advance(by: .milliseconds(200))
            return false
        }
    }

    @Test func theSecondStandsByAndTakesOver() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let channel = ScriptedChannel(id: "support")
        let (first, second) = (try Self.gateway(coordinator, clock: clock), try Self.gateway(coordinator, channel: channel, clock: clock))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await first.run() }
            await eventually { first.isLeading }
            group.addTask { try await second.run() }
            await eventually { second.phase == .running }
            #expect(!second.isLeading)
            let refusal = await #expect(throws: (any Error).self) { try await second.client.chat("hello") }
            #expect("\(String(describing: refusal))".contains("another gateway leads"), "\(String(describing: refusal))")
            await #expect(throws: MethodError.self) { try await second.client.call("cron.list") }
            #expect(channel.runCount == 0, "a channel ran at the gateway that stands by")
            #expect(try await first.client.chat("hello").text == "hello")
            first.beginShutdown()
            try await Self.passing(clock) { second.isLeading }
            #expect(second.epoch > first.epoch)
            #expect(try await second.client.chat("hello again").text == "hello again")
            try await Self.passing(clock) { channel.runCount == 1 }
            second.beginShutdown()
            try await group.waitForAll()
        }
    }

    @Test func aGatewayThatLosesTheLeadStops() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let gateway = try Self.gateway(coordinator, clock: clock)
        let error = await #expect(throws: GatewayError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await gateway.run() }
                await eventually { gateway.isLeading }
                _ = try await coordinator.forceUnlock(.gateway)
                try await Self.passing(clock) { gateway.phase == .stopped }
                try await group.waitForAll()
            }
        }
        #expect(error?.code == .leadershipLost)
        #expect(gateway.phase == .stopped)
    }

    /// A laptop whose lid was closed: the lock of a file is still its own.
    @Test func aGatewayThatHasSleptAloneGoesOn() async throws {
        let disk = InMemoryFileSystem()
        let clock = ManualClock()
        let coordinator = try FileCoordinator(directory: "/state/coordination", fileSystem: disk)
        let gateway = try Gateway(
            configuration: GatewayConfiguration(coordinator: coordinator, clock: clock),
            parts: GatewayParts(agents: [EchoAgent(id: "main")])
        )
        let error = await #expect(throws: GatewayError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await gateway.run() }
                await eventually { gateway.isLeading }
                let epoch = gateway.epoch
                for _ in 0..<3 {
                    await clock.waitForSleepers()
                    clock.advance(by: .seconds(8 * 3_600))
                    for _ in 0..<100 { await Task.yield() }
                    #expect(try await gateway.client.chat("good morning").text == "good morning")
                }
                #expect(gateway.isLeading && gateway.epoch == epoch)
                // Unless somebody has taken the lead from it.
                _ = try await coordinator.forceUnlock(.gateway)
                try await OpenClawTesting.eventually {
                    clock.advance(by: .seconds(8 * 3_600))
                    return gateway.phase == .stopped
                }
                try await group.waitForAll()
            }
        }
        #expect(error?.code == .leadershipLost)
    }

    @Test func aChannelStopsWhenItsLeaseIsLostAndBeginsAgainWithTheNext43569() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let channel = ScriptedChannel(id: "support")
        let gateway = try Self.gateway(coordinator, channel: channel, clock: clock)
        try await gateway.run { _ in
            try await Self.passing(clock) { channel.runCount == 1 }
            _ = try await coordinator.forceUnlock(.channel("support"))
            try await Self.passing(clock) { channel.runCount == 2 }
            #expect(gateway.isLeading)
        }
    }

    @Test func anAccountRunsWhereItsLeaseIsAndTheOthersGoOn() async throws {
        let clock = ManualClock()
        let coordinator = InMemoryCoordinator(clock: clock)
        let channel = AccountsChannel(id: "support", accounts: ["one", "two"])
        let outcome = try await coordinator.acquire(.channel("support", account: "two"), owner: "elsewhere", for: .seconds(3600))
        guard case .granted(let lease) = outcome else { throw CoordinatorError(.unavailable, "\(outcome)") }
        // Leases are asked for again after a third of their time.
        let gateway = try Gateway(
            configuration: GatewayConfiguration(coordinator: coordinator, leaseDuration: .seconds(60), clock: clock),
            parts: GatewayParts(agents: [EchoAgent(id: "main")], channels: [channel])
        )
        @Sendable func state(_ account: AccountID) -> ChannelAccountState? {
            gateway.channels.accounts(of: "support").first { $0.0 == account }?.1.state
        }
        try await gateway.run { _ in
            try await Self.passing(clock) { channel.runs == ["one": 1] && state("two")?.error == "gateway elsewhere runs it" }
            try await coordinator.release(lease)
            try await Self.passing(clock) { channel.runs == ["one": 1, "two": 1] }
            // Losing one lease stops one account.
            _ = try await coordinator.forceUnlock(.channel("support", account: "one"))
            try await Self.passing(clock) { channel.runs["one"] == 2 }
            #expect(channel.runs["two"] == 1)
            // An account that fails is started again alone.
            channel.fail("two")
            try await Self.passing(clock) { channel.runs["two"] == 2 }
            #expect(channel.runs["one"] == 2)
            #expect(gateway.channels.accounts(of: "support").map(\.0) == ["one", "two"])
            // The switch is the channel's.
            #expect(gateway.channels.setRunning(false, "support") == true)
            try await Self.passing(clock) { state("one")?.phase == .stopped && state("two")?.phase == .stopped }
        }
    }

    @Test func accountsAreNamedOnce() {
        #expect(throws: GatewayError.self) {
            try Gateway(agents: [EchoAgent(id: "main")], channels: [AccountsChannel(id: "support", accounts: ["one", "one"])])
        }
    }

    @Test func aCoordinatorThatHasForgottenItsEpochsIsRefused() async throws {
        let ledger = InMemoryLedger()
        try ledger.begin(9)
        let gateway = try Self.gateway(InMemoryCoordinator(), ledger: ledger)
        let error = await #expect(throws: GatewayError.self) { try await gateway.run() }
        #expect(error?.message.contains("above 9") == true, "\(String(describing: error))")
    }

    @Test func aGatewayWhoseFileOfEpochsIsLostIsToldWhatToWriteIntoIt() async throws {
        let ledger = InMemoryLedger()
        try ledger.begin(9)
        let disk = InMemoryFileSystem()
        let coordinator = try FileCoordinator(directory: "/state/coordination", fileSystem: disk)
        let error = await #expect(throws: GatewayError.self) { try await Self.gateway(coordinator, ledger: ledger).run() }
        #expect(error?.message.contains("write 9 into /state/coordination/epoch") == true, "\(String(describing: error))")
        disk.setContents(of: "/state/coordination/epoch", to: Array("9\n".utf8))
        let gateway = try Self.gateway(try FileCoordinator(directory: "/state/coordination", fileSystem: disk.survivors(.everythingWritten)), ledger: ledger)
        let text = try await gateway.run { client in try await client.chat("hello").text }
        #expect(text == "hello")
        #expect(gateway.epoch == Epoch(10))
    }

    @Test func aGatewayDoesNotStartOnADamagedFileOfEpochs() async throws {
        let disk = InMemoryFileSystem()
        disk.setContents(of: "/state/coordination/epoch", to: Array("x\n".utf8))
        let coordinator = try FileCoordinator(directory: "/state/coordination", fileSystem: disk)
        let error = await #expect(throws: GatewayError.self) { try await Self.gateway(coordinator).run() }
        #expect(error?.code == .coordinatorDamaged)
        #expect(error?.message.contains("/state/coordination/epoch holds no number") == true, "\(String(describing: error))")
    }

    @Test func aCoordinatorThatDoesNotAnswerIsLoggedOnceAndNoOtherGatewayIsBlamed() async throws {
        let disk = InMemoryFileSystem()
        let clock = ManualClock()
        // The epoch of another process is not durable yet, and until it is nobody is given one.
        let other = try FileCoordinator(directory: "/state/coordination", fileSystem: disk, ahead: "other")
        guard case .granted(let lease) = try await other.acquire("other", owner: "x", for: .seconds(1)) else { return }
        let log = InMemoryLogSink()
        let gateway = try Gateway(
            configuration: GatewayConfiguration(
                coordinator: try FileCoordinator(directory: "/state/coordination", fileSystem: disk),
                leaseDuration: .seconds(45),
                logger: Logger(component: "gateway", sink: log),
                clock: clock
            ),
            parts: GatewayParts(agents: [EchoAgent(id: "main")])
        )
        try await gateway.run { client in
            await eventually { gateway.phase == .running }
            let refusal = await #expect(throws: (any Error).self) { try await client.chat("hello") }
            let words = String(describing: refusal)
            #expect(words.contains("cannot ask for the lead") && !words.contains("another gateway"), "\(words)")
            for _ in 0..<5 {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(20))
            }
            try other.confirm(lease.epoch)
            try await Self.passing(clock) { gateway.isLeading }
            #expect(try await client.chat("hello").text == "hello")
        }
        let told = log.records.filter { $0.event == "gateway.coordinator_trouble" }
        #expect(told.count == 1 && told.first?.level == .warn, "\(told)")
    }

    @Test func aloneEachStartIsAnEpochOfItsOwn() async throws {
        let ledger = InMemoryLedger()
        for number in 1...3 {
            let gateway = try Gateway(agents: [EchoAgent(id: "main")], ledger: ledger)
            try await gateway.run { client in _ = try await client.chat("hello \(number)") }
            #expect(ledger.lastEpoch == Epoch(UInt64(number)))
        }
    }
}
