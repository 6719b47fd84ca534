// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Testing

@Suite("AgentConformance")
struct AgentConformanceTests {
    @Test("The echo keeps its promises", arguments: AgentConformance.cases)
    func echo(_ promise: ConformanceCase<any Agent>) async throws {
        try await promise.run { EchoAgent() }
    }

    @Test("An agent made of a closure keeps them", arguments: AgentConformance.cases)
    func closure(_ promise: ConformanceCase<any Agent>) async throws {
        try await promise.run { ClosureAgent(id: "shout") { $0.text.uppercased() } }
    }

    @Test("A scripted agent keeps them", arguments: AgentConformance.cases)
    func scripted(_ promise: ConformanceCase<any Agent>) async throws {
        try await promise.run { ScriptedAgent(id: "script") }
    }

    @Test("An agent that breaks a promise is found out, by name")
    func broken() async {
        let deaf = ClosureAgent(id: "deaf", streaming: { turn, output in
            for word in ["a", "", "c"] { try? await output.emit(word) }  // Swallowing the refusal is the fault to be found.
            return .emitted
        })
        let failures = await AgentConformance.run { deaf }
        #expect(
            failures.map(\.name) == [
                "no empty words are emitted", "a reader that fails ends the turn: nothing more is emitted",
                "a cancelled turn ends, and emits nothing after it was told", "a turn in a task that is cancelled already ends",
            ]
        )
        let silent = ClosureAgent(id: "Sil ent", streaming: { _, output in
            try await output.emit(.toolResult(callID: "x", name: "y", result: nil, isError: false))
            return TurnOutcome(content: [], usage: TokenUsage(input: -1))
        })
        #expect(await AgentConformance.run { silent }.count >= 4)
    }

    @Test("A scripted agent takes its steps, holds and fails as written")
    func script() async throws {
        let agent = ScriptedAgent(turns: [
            [.emit(.textDelta("Hel")), .hold("midway"), .emit(.textDelta("lo")), .finish(.text("done"))],
            [.fail(AgentError(.rateLimit, "slow down"))],
        ])
        let recorder = EventRecorder()
        func turn() -> Turn {
            Turn(
                runID: "r",
                agentID: "main",
                sessionKey: "agent:main:main",
                sessionID: "s",
                message: ChatMessage(role: .user, text: "hi", timestamp: .epoch)
            )
        }
        let first = turn()
        async let outcome = agent.respond(to: first, output: recorder.output)
        try await agent.waitForHold("midway")
        #expect(recorder.text == "Hel")
        agent.release("midway")
        #expect(try await outcome.content == [.text("done")])
        #expect(recorder.text == "Hello")
        await #expect(throws: AgentError.self) { try await agent.respond(to: turn(), output: recorder.output) }
        _ = try await agent.respond(to: turn(), output: recorder.output)
        #expect(recorder.text == "Hellohi")
        #expect(agent.turns.count == 3)
    }
}
