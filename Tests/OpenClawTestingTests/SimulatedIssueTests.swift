// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawTesting

/// What has gone wrong elsewhere, put into a simulated world.
@Suite("Issues of the field in simulated worlds")
struct SimulatedIssueTests {
    private static func plan(messages: Int) -> MessageSimulation.Plan {
        var plan = MessageSimulation.Plan()
        plan.messages = messages
        plan.groups = 1
        plan.concurrentRuns = 1
        plan.waitingRuns = 0
        plan.openMessages = 8
        plan.sessionsAreDurable = true
        plan.segmentBytes = 4_096
        return plan
    }

    /// A full queue of follow-ups ate exactly the message that was handed in.
    @Test(arguments: 1...6) func aFullQueueLosesNothing112317(seed: Int) async {
        let simulation = MessageSimulation(seed: UInt64(seed), plan: Self.plan(messages: 6))
        let result = await simulation.run()
        #expect(result.violation == nil, "\(result.events.suffix(10))")
        for number in 1...6 { #expect(simulation.platform.replies(to: number) == ["re: m\(number)"], "message \(number)") }
        #expect(result.events.contains { $0.contains("is put off") } || simulation.platform.acknowledged.count == 6)
    }

    /// A message whose first attempt failed was told apart as a duplicate when it came again, and counted as done.
    @Test(arguments: 1...6, [FileChange.Operation.synchronize, .write]) func aRetryAfterAFailureIsAnswered139341(
        seed: Int,
        operation: FileChange.Operation
    ) async {
        let simulation = MessageSimulation(seed: UInt64(seed), plan: Self.plan(messages: 1))
        // The first commit behind the start: that of the message.
        simulation.machine.current.fail(operation, on: ".log", skipping: 1, with: .inputOutput, writing: 400)
        let result = await simulation.run()
        #expect(result.violation == nil, "\(result.events.suffix(10))")
        #expect(simulation.platform.replies(to: 1) == ["re: m1"], "\(result.events.suffix(12))")
    }

    /// Two pollers of one account took each other's messages, 160 times a day.
    @Test(arguments: 1...12) func oneGatewayPollsAnAccount43569(seed: Int) async {
        let result = await SimulationScenario.accounts.run(seed: UInt64(seed))
        #expect(result.violation == nil, "seed \(seed): \(result.events.suffix(10))")
    }

    /// Jobs ran twice after a restart, or beside a second gateway.
    @Test(arguments: 1...6) func aSlotNeverRunsTwice42640(seed: Int) async {
        let result = await SimulationScenario.cron.run(seed: UInt64(seed))
        #expect(result.violation == nil, "seed \(seed): \(result.events.suffix(10))")
    }

    /// Seeds that have found something.
    @Test(
        arguments: [
            (SimulationScenario.messages, 1038), (.messages, 19), (.messages, 241), (.messages, 766), (.messages, 369), (.messages, 2177),
            (.accounts, 87), (.delivery, 1483),
        ]
    )
    func found(scenario: SimulationScenario, seed: Int) async {
        let result = await scenario.run(seed: UInt64(seed))
        #expect(result.violation == nil, "\(scenario.command(seed: UInt64(seed))): \(result.events.suffix(10))")
    }
}
