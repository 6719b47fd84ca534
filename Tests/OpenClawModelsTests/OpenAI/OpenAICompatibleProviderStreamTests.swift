// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels
import OpenClawTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct OpenAICompatibleProviderStreamTests {
    private func check(_ golden: GoldenStream, _ pieces: [[UInt8]]) async throws {
        let response = ScriptedResponse(pieces)
        let (answer, completion) = try await Answer.of(.scripted(ScriptedTransport(response)))
        #expect(answer.text == golden.text)
        #expect(answer.thinking == golden.thinking)
        #expect(answer.calls == golden.calls)
        #expect(answer.usage == golden.usage)
        #expect(completion == ModelCompletion(stopReason: golden.stopReason, usage: golden.usage, model: golden.model))
    }

    @Test(arguments: GoldenStream.all)
    func `streams of known services are understood`(golden: GoldenStream) async throws {
        try await self.check(golden, [Array(golden.content.utf8)])
    }

    @Test(arguments: GoldenStream.all)
    func `pieces may end at any byte`(golden: GoldenStream) async throws {
        let bytes = Array(golden.content.utf8)
        try await self.check(golden, bytes.map { [$0] })
        for boundary in 1..<bytes.count { try await self.check(golden, [Array(bytes[..<boundary]), Array(bytes[boundary...])]) }
    }

    @Test func `words are handed over as soon as they are there`() async throws {
        let stream = Array(GoldenStream.all[0].content.utf8)
        var events = 0
        let response = ScriptedResponse([stream])
        _ = try await OpenAICompatibleProvider.scripted(ScriptedTransport(response)).complete(.hello) { _ in events += 1 }
        #expect(events == 2, "neighbouring words of one piece are one event, counts another")
        let (answer, _) = try await Answer.of(.scripted(ScriptedTransport(ScriptedResponse(stream.map { [$0] }))))
        #expect(answer.pieces == 3)
    }

    @Test(arguments: [
        (#"data: {"error":{"message":"The server is overloaded.","type":"server_error","code":null}}"#, AgentError.Kind.unavailable, true),
        (#"data: {"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#, .rateLimit, true),
        (#"data: {"error":{"message":"Provider went away","code":502}}"#, .unavailable, true),
        (
            #"data: {"object":"error","message":"maximum context length is 4096 tokens","type":"BadRequestError","code":400}"#,
            .contextLength, false
        ),
        ("event: error\ndata: {\"message\":\"invalid key\",\"code\":401}", .authentication, false),
        (#"{"error":{"message":"odd","type":"strange"}}"#, .unknown, false),
        (#"data: {"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#, .refusal, false),
        ("data: <html>", .unavailable, false),
        ("<html><body>Welcome to nginx</body></html>", .unavailable, true),
        ("", .unavailable, true),
        (#"data: {"choices":[{"delta":{"role":"assistant"}}]}"#, .unavailable, true),
    ])
    func `errors inside a stream are classified`(content: String, kind: AgentError.Kind, isTransient: Bool) async throws {
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(ScriptedResponse(text: content + "\n\n")))
        let error = await #expect(throws: ModelError.self) { try await Answer.of(provider) }
        #expect(error?.kind == kind)
        #expect(error?.isTransient == isTransient)
        #expect(error?.message.contains("models.test") == true)
    }

    @Test func `an answer that is cut is an error after its words`() async throws {
        let cut = #"data: {"choices":[{"delta":{"content":"Once upon"}}]}"# + "\n\n"
        let ends: [ScriptedResponse.End] = [.complete, .failure(ModelTransportError(.disconnected, "reset"))]
        for end in ends {
            var text = ""
            let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(ScriptedResponse(text: cut, end: end)))
            let error = await #expect(throws: ModelError.self) {
                _ = try await provider.complete(.hello) { event in if case .textDelta(let more) = event { text += more } }
            }
            #expect(text == "Once upon")
            #expect(error?.kind == .unavailable)
            #expect(error?.isTransient == false)
        }
    }

    @Test func `a connection that breaks after the answer does no harm`() async throws {
        let stream = #"data: {"choices":[{"delta":{"content":"done"},"finish_reason":"stop"}]}"# + "\n\n"
        let broken = ScriptedResponse(text: stream, end: .failure(ModelTransportError(.disconnected, "reset")))
        let (answer, completion) = try await Answer.of(.scripted(ScriptedTransport(broken)))
        #expect(answer.text == "done")
        #expect(completion.stopReason == .stop)
    }

    @Test func `lines and answers have a limit`() async throws {
        let endless = ScriptedResponse(text: "data: " + String(repeating: "x", count: 5000))
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(endless)) { $0.maximumEventBytes = 4096 }
        let error = await #expect(throws: ModelError.self) { try await Answer.of(provider) }
        #expect(error?.message.contains("4096 bytes") == true)
        #expect(endless.isCancelled)

        let word = Array((#"data: {"choices":[{"delta":{"content":"word "}}]}"# + "\n\n").utf8)
        let talkative = ScriptedResponse(Array(repeating: word, count: 100))
        let other = try OpenAICompatibleProvider.scripted(ScriptedTransport(talkative)) { $0.maximumResponseBytes = 1000 }
        await #expect(throws: ModelError.self) { try await Answer.of(other) }
        #expect(talkative.isCancelled)
    }

    @Test func `a first word that does not come ends in a timeout`() async throws {
        let clock = ManualClock()
        let silent = ScriptedResponse(text: ": hello\n\n", end: .silence)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(silent), clock: clock) {
            $0.timeouts = ModelTimeouts(firstToken: .seconds(30), idle: .seconds(10))
        }
        async let answer = Answer.of(provider)
        for _ in 1...3 {
            await clock.waitForSleepers()
            #expect(!silent.isCancelled)
            clock.advance(by: .seconds(10))
        }
        var error: ModelError?
        do { _ = try await answer } catch let failure as ModelError { error = failure }
        #expect(error?.kind == .timeout)
        #expect(error?.message.contains("no first word within 30.0 seconds") == true)
        #expect(error?.isTransient == false)
        #expect(silent.isCancelled)
    }

    @Test func `silence in the middle of an answer ends in a timeout`() async throws {
        let clock = ManualClock()
        let stream = #"data: {"choices":[{"delta":{"content":"Once"}}]}"# + "\n\n"
        let silent = ScriptedResponse(text: stream, end: .silence)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(silent), clock: clock) {
            $0.timeouts = ModelTimeouts(firstToken: .seconds(300), idle: .seconds(10))
        }
        async let answer = Answer.of(provider)
        while !silent.isCancelled {
            if clock.sleeperCount > 0 { clock.advance(by: .seconds(1)) }
            await Task.yield()
        }
        var error: ModelError?
        do { _ = try await answer } catch let failure as ModelError { error = failure }
        #expect(error?.message.contains("sent nothing for 10.0 seconds") == true)
    }

    @Test func `a slow reader is not taken for a silent service`() async throws {
        let clock = ManualClock()
        let word = Array((#"data: {"choices":[{"delta":{"content":"word "}}]}"# + "\n\n").utf8)
        let response = ScriptedResponse([word, word, Array("data: [DONE]\n\n".utf8)])
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(response), clock: clock) {
            $0.timeouts = ModelTimeouts(firstToken: .seconds(20), idle: .seconds(10))
        }
        let completion = try await provider.complete(.hello) { _ in
            for _ in 1...5 {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(9))
            }
        }
        #expect(completion.stopReason == .stop)
    }

    @Test(arguments: [
        (["data: [DONE]\n\n"], 100),
        ([#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\n"], 2000),
        ([#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\n", "data: [DONE]\n\n"], 100),
    ])
    func `a service that keeps the connection open after the end does not hold the answer`(stream: [String], wait: Int) async throws {
        let clock = ManualClock()
        let open = ScriptedResponse(stream.map { Array($0.utf8) }, end: .silence)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(open), clock: clock)
        async let answer = Answer.of(provider)
        await clock.waitForSleepers(stream.count + 1)
        #expect(!open.isCancelled)
        clock.advance(by: .milliseconds(wait))
        let (_, completion) = try await answer
        #expect(completion.stopReason == .stop)
        #expect(open.isCancelled)
    }

    @Test func `cancellation closes the connection`() async throws {
        let silent = ScriptedResponse(text: ": hello\n\n", end: .silence)
        let transport = ScriptedTransport(silent)
        let provider = try OpenAICompatibleProvider.scripted(transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await provider.complete(.hello) { _ in } }
            try await eventually { !transport.calls.isEmpty }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        #expect(silent.isCancelled)
    }

    @Test func `a reader that gives up closes the connection`() async throws {
        struct Gone: Error {}
        let stream = #"data: {"choices":[{"delta":{"content":"Once"}}]}"# + "\n\n"
        let response = ScriptedResponse(text: stream, end: .silence)
        let provider = try OpenAICompatibleProvider.scripted(ScriptedTransport(response))
        await #expect(throws: Gone.self) { try await provider.complete(.hello) { _ in throw Gone() } }
        #expect(response.isCancelled)
    }
}
