// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What every `Agent` promises, as cases that run against any implementation.
///
/// ```swift
/// @Test(arguments: AgentConformance.cases)
/// func keepsItsPromises(_ promise: ConformanceCase<any Agent>) async throws {
///     try await promise.run { MyAgent() }
/// }
/// ```
///
/// The agent is asked to answer `hello`; it must not need anything but the turn it is given.
public enum AgentConformance {
    /// All cases.
    public static let cases: [ConformanceCase<any Agent>] = Self.identity + Self.answering + Self.ending

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeAgent: @Sendable () async throws -> any Agent) async -> [ConformanceFailure] {
        await Self.cases.failures(makeAgent)
    }

    static func turn(_ agent: any Agent, _ number: Int = 0, text: String = "hello") -> Turn {
        Turn(
            runID: RunID("run-\(number)"),
            agentID: agent.id,
            sessionKey: .main(of: agent.id),
            sessionID: "session-\(number)",
            message: ChatMessage(role: .user, text: text, timestamp: Timestamp(milliseconds: 1_750_000_000_000))
        )
    }

    private static let identity: [ConformanceCase<any Agent>] = [
        ConformanceCase("the name has the accepted form and does not change") { agent, check in
            let id = agent.id
            try check.expect(id.isValid, "\"\(id)\" is not a name: lower-case letters, digits, - and _, at most 64")
            _ = try await agent.respond(to: Self.turn(agent), output: AgentOutput { _ in })
            try check.equal(agent.id, id, "the name after a turn")
        },
        ConformanceCase("the descriptor has a name for people") { agent, check in
            try check.expect(!agent.descriptor.name.isEmpty, "the descriptor's name is empty")
            if let tokens = agent.descriptor.contextTokens { try check.expect(tokens > 0, "\(tokens) context tokens") }
        },
    ]

    private static let answering: [ConformanceCase<any Agent>] = [
        ConformanceCase("a turn ends with an answer: emitted words or content") { agent, check in
            let recorder = EventRecorder()
            let outcome = try await agent.respond(to: Self.turn(agent), output: recorder.output)
            let words = recorder.text + (outcome.content ?? []).compactMap(\.text).joined()
            let hasOther = outcome.content?.contains { $0.text == nil } ?? false
            try check.expect(!words.isEmpty || hasOther, "nothing was emitted and the outcome has no content")
        },
        ConformanceCase("no empty words are emitted") { agent, check in
            let recorder = EventRecorder()
            _ = try await agent.respond(to: Self.turn(agent), output: recorder.output)
            for event in recorder.events {
                if case .textDelta("") = event { throw check.failure("an empty piece of text was emitted") }
                if case .thinkingDelta("") = event { throw check.failure("an empty piece of reasoning was emitted") }
            }
        },
        ConformanceCase("a tool reports only after it was announced, and ends once") { agent, check in
            let recorder = EventRecorder()
            _ = try await agent.respond(to: Self.turn(agent), output: recorder.output)
            var open: Set<String> = []
            for event in recorder.events {
                switch event {
                case .toolCall(let call):
                    try check.expect(open.insert(call.id).inserted, "the call \(call.id) was announced twice")
                case .toolProgress(let id, _):
                    try check.expect(open.contains(id), "progress of the call \(id), which is not running")
                case .toolResult(let id, _, _, _):
                    try check.expect(open.remove(id) != nil, "a result of the call \(id), which is not running")
                case .textDelta, .textReplace, .thinkingDelta, .usage: break
                }
            }
            try check.expect(open.isEmpty, "calls without a result: \(open.sorted())")
        },
        ConformanceCase("token counts are not negative") { agent, check in
            let recorder = EventRecorder()
            let outcome = try await agent.respond(to: Self.turn(agent), output: recorder.output)
            var counts = [outcome.usage].compactMap { $0 }
            for event in recorder.events {
                if case .usage(let usage) = event { counts.append(usage) }
            }
            for count in counts {
                let parts = [count.input, count.output, count.cacheRead, count.cacheWrite]
                try check.expect(parts.allSatisfy { $0 >= 0 }, "a count of \(parts)")
            }
        },
        ConformanceCase("turns at the same time do not mix") { agent, check in
            let counts = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let recorder = EventRecorder()
                        let outcome = try await agent.respond(to: Self.turn(agent, number), output: recorder.output)
                        return !recorder.events.isEmpty || outcome.content != nil
                    }
                }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            try check.equal(counts.filter { $0 }.count, 8, "the number of turns that were answered")
        },
    ]

    private static let ending: [ConformanceCase<any Agent>] = [
        ConformanceCase("a reader that fails ends the turn: nothing more is emitted") { agent, check in
            let recorder = EventRecorder(failingAfter: 0)
            let ended = await Self.outcome(agent, recorder)
            try check.expect(recorder.attempts <= 1, "\(recorder.attempts) events were emitted although the first was refused")
            if recorder.attempts == 1, ended { throw check.failure("the refusal was swallowed and the turn ended as if all was well") }
        },
        ConformanceCase("a cancelled turn ends, and emits nothing after it was told") { agent, check in
            let recorder = EventRecorder(holding: true)
            let turn = Self.turn(agent)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await agent.respond(to: turn, output: recorder.output) }  // Throwing is an answer, too.
                group.addTask { await recorder.waitForFirst() }
                // Whichever comes first: the reader holds the first event, or the turn ended without emitting.
                await group.next()
                group.cancelAll()
            }
            try check.expect(recorder.attempts <= 1, "\(recorder.attempts) events were emitted after the turn was cancelled")
        },
        ConformanceCase("a turn in a task that is cancelled already ends") { agent, check in
            let recorder = EventRecorder(holding: true)
            let turn = Self.turn(agent)
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try? await agent.respond(to: turn, output: recorder.output) }  // Throwing is an answer, too.
            }
            try check.expect(recorder.attempts <= 1, "\(recorder.attempts) events were emitted")
        },
        ConformanceCase("after an aborted turn the next one is answered") { agent, check in
            _ = await Self.outcome(agent, EventRecorder(failingAfter: 0))
            let recorder = EventRecorder()
            let outcome = try await agent.respond(to: Self.turn(agent, 1), output: recorder.output)
            try check.expect(!recorder.events.isEmpty || outcome.content != nil, "the next turn has no answer")
        },
    ]

    /// Whether a turn returned an outcome instead of throwing.
    private static func outcome(_ agent: any Agent, _ recorder: EventRecorder) async -> Bool {
        do {
            _ = try await agent.respond(to: Self.turn(agent), output: recorder.output)
            return true
        } catch {
            return false
        }
    }
}
