// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawTesting
import Synchronization
import Testing

@Suite struct ModelAgentTests {
    /// What an agent emitted.
    private final class Recorder: Sendable {
        private let events = Mutex<[AgentEvent]>([])
        var output: AgentOutput { AgentOutput { event in self.events.withLock { $0.append(event) } } }
        var all: [AgentEvent] { self.events.withLock { $0 } }
        var text: String { self.all.map { if case .textDelta(let text) = $0 { text } else { "" } }.joined() }
    }

    private static let busy = ModelError(.rateLimit, "busy", status: 429, isTransient: true)

    private func turn(
        _ text: String = "hello",
        history: [ChatMessage] = [],
        attributes: JSONObject = [:],
        extraSystemPrompt: String? = nil
    ) -> Turn {
        Turn(
            runID: "run-1",
            agentID: "main",
            sessionKey: SessionKey("agent:main:main"),
            sessionID: "s1",
            message: ChatMessage(role: .user, text: text, timestamp: .epoch),
            history: history,
            extraSystemPrompt: extraSystemPrompt,
            attributes: attributes
        )
    }

    @Test func `words, reasoning and counts pass through as they come`() async throws {
        let usage = TokenUsage(input: 3, output: 2)
        let provider = ScriptedModelProvider([
            .init(
                [.thinkingDelta("Hm."), .textDelta("Hel"), .textDelta("lo")],
                end: .completion(ModelCompletion(stopReason: .length, usage: usage))
            )
        ])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m1"), systemPrompt: "Be brief.")
        let recorder = Recorder()
        let outcome = try await agent.respond(to: self.turn(extraSystemPrompt: "Speak French."), output: recorder.output)
        #expect(recorder.text == "Hello")
        #expect(recorder.all.count == 4)
        #expect(outcome.content == [.thinking("Hm."), .text("Hello")])
        #expect(outcome.usage == usage)
        #expect(outcome.stopReason == "length")
        #expect(outcome.model == "scripted/m1")
        #expect(provider.requests.first?.systemPrompt == "Be brief.\n\nSpeak French.")
        #expect(provider.requests.first?.messages.map(\.text) == ["hello"])
        #expect(agent.descriptor.model == "scripted/m1")
    }

    @Test func `a transient failure is repeated after a wait`() async throws {
        let clock = ManualClock()
        let provider = ScriptedModelProvider([.failure(Self.busy), .failure(Self.busy), .text("at last")])
        let agent = ModelAgent(
            model: ModelChoice(provider: provider, model: "m"),
            clock: clock,
            randomness: GeneratorRandomSource(SeededGenerator(seed: 1))
        )
        let recorder = Recorder()
        async let outcome = agent.respond(to: self.turn(), output: recorder.output)
        for expected in 1...2 {
            await clock.waitForSleepers()
            #expect(provider.requests.count == expected)
            clock.advance(by: .seconds(1))
        }
        _ = try await outcome
        #expect(recorder.text == "at last")
        #expect(provider.requests.count == 3)
    }

    @Test func `nothing is repeated once words are out`() async throws {
        let cut = ModelError(.unavailable, "cut", isTransient: true)
        let first = ScriptedModelProvider(id: "a", [.init([.textDelta("Once upon")], end: .failure(cut)), .text("again")])
        let second = ScriptedModelProvider(id: "b", [.text("instead")])
        let agent = ModelAgent(
            model: ModelChoice(provider: first, model: "m"),
            fallbacks: [ModelChoice(provider: second, model: "m")]
        )
        let recorder = Recorder()
        let error = await #expect(throws: AgentError.self) { try await agent.respond(to: self.turn(), output: recorder.output) }
        #expect(error?.kind == .unavailable)
        #expect(recorder.text == "Once upon")
        #expect(first.requests.count == 1)
        #expect(second.requests.isEmpty)
    }

    @Test func `fallbacks answer in order, and a model that failed is left alone for a while`() async throws {
        let clock = ManualClock()
        let first = ScriptedModelProvider(id: "a", [.failure(ModelError(.authentication, "wrong key")), .text("from a")])
        let second = ScriptedModelProvider(id: "b", [.text("one"), .text("two")])
        let agent = ModelAgent(
            model: ModelChoice(provider: first, model: "m"),
            fallbacks: [ModelChoice(provider: second, model: "n")],
            clock: clock
        )
        var answers: [String] = []
        for wait in [0, 1, 60] {
            clock.advance(by: .seconds(wait))
            let recorder = Recorder()
            let outcome = try await agent.respond(to: self.turn(), output: recorder.output)
            answers.append("\(outcome.model ?? "?"): \(recorder.text)")
        }
        #expect(answers == ["b/n: one", "b/n: two", "a/m: from a"])
        #expect(first.requests.count == 2)
    }

    @Test func `when all models fail the error says what each said`() async throws {
        let first = ScriptedModelProvider(id: "a", [.failure(ModelError(.authentication, "wrong key"))])
        let second = ScriptedModelProvider(id: "b", [.failure(ModelError(.invalidRequest, "no such model"))])
        let agent = ModelAgent(
            model: ModelChoice(provider: first, model: "m"),
            fallbacks: [ModelChoice(provider: second, model: "n")]
        )
        let error = await #expect(throws: AgentError.self) { try await agent.respond(to: self.turn(), output: Recorder().output) }
        #expect(error?.kind == .authentication)
        #expect(error?.message == "a/m: wrong key\nb/n: no such model")
    }

    @Test func `a long wait asked for by the provider reaches the caller`() async throws {
        var busy = Self.busy
        busy.retryAfter = .seconds(300)
        let provider = ScriptedModelProvider([.failure(busy)])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"))
        let error = await #expect(throws: AgentError.self) { try await agent.respond(to: self.turn(), output: Recorder().output) }
        #expect(error?.kind == .rateLimit)
        #expect(error?.retryAfter == .seconds(300))
        #expect(provider.requests.count == 1)
    }

    @Test func `a window that is full after all gets less history`() async throws {
        let full = ModelError(.contextLength, "too long")
        let provider = ScriptedModelProvider([.failure(full), .failure(full), .text("ok")])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"))
        let history = (0..<40).map { ChatMessage(role: $0 % 2 == 0 ? .user : .assistant, text: "message \($0)", timestamp: .epoch) }
        let recorder = Recorder()
        _ = try await agent.respond(to: self.turn(history: history), output: recorder.output)
        let counts = provider.requests.map(\.messages.count)
        #expect(counts[0] == 41)
        #expect((18...22).contains(counts[1]))
        #expect((8...11).contains(counts[2]))
        #expect(recorder.text == "ok")
    }

    @Test func `cancellation ends the turn at once`() async throws {
        let provider = ScriptedModelProvider([.never])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"))
        let turn = self.turn()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await agent.respond(to: turn, output: Recorder().output) }
            await eventually { !provider.requests.isEmpty }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        #expect(provider.cancellations == 1)
    }

    @Test func `cancellation ends a wait between attempts`() async throws {
        let clock = ManualClock()
        let agent = ModelAgent(model: ModelChoice(provider: ScriptedModelProvider([.failure(Self.busy)]), model: "m"), clock: clock)
        let turn = self.turn()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await agent.respond(to: turn, output: Recorder().output) }
            await clock.waitForSleepers()
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }

    @Test func `readers that go away end the turn without a second attempt`() async throws {
        struct Gone: Error {}
        let provider = ScriptedModelProvider([.text("x"), .text("y")])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"))
        await #expect(throws: Gone.self) { try await agent.respond(to: self.turn(), output: AgentOutput { _ in throw Gone() }) }
        #expect(provider.requests.count == 1)
    }

    @Test(arguments: [
        ("b/big", "b", "big"), ("small", "a", "small"), ("a/other", "a", "other"), ("vendor/thing", "a", "vendor/thing"),
    ])
    func `a session may choose its model`(wanted: String, provider: String, model: String) async throws {
        let first = ScriptedModelProvider(id: "a", [.text("x")])
        let second = ScriptedModelProvider(id: "b", [.text("x")])
        let agent = ModelAgent(
            model: ModelChoice(provider: first, model: "small"),
            fallbacks: [ModelChoice(provider: second, model: "big")]
        )
        _ = try await agent.respond(
            to: self.turn(attributes: ["model": .string(wanted), "thinkingLevel": "high"]),
            output: Recorder().output
        )
        let asked = provider == "a" ? first : second
        #expect(asked.requests.first?.model == model)
        #expect(asked.requests.first?.reasoningEffort == "high")
    }

    @Test func `a model's tool calls are put together`() async throws {
        let provider = ScriptedModelProvider([
            .init(
                [
                    .toolCallDelta(index: 0, id: "c1", name: "look", arguments: ""),
                    .toolCallDelta(index: 1, id: "c2", name: "hear", arguments: "{}"),
                    .toolCallDelta(index: 0, id: nil, name: nil, arguments: "{\"at\""),
                    .toolCallDelta(index: 0, id: nil, name: nil, arguments: ":1}"),
                ],
                end: .completion(ModelCompletion(stopReason: .toolUse))
            )
        ])
        let agent = ModelAgent(model: ModelChoice(provider: provider, model: "m"))
        let outcome = try await agent.respond(to: self.turn(), output: Recorder().output)
        #expect(
            outcome.content == [
                .toolCall(ToolCall(id: "c1", name: "look", arguments: ["at": 1])),
                .toolCall(ToolCall(id: "c2", name: "hear", arguments: [:])),
            ]
        )
        #expect(outcome.stopReason == "toolUse")
    }
}
