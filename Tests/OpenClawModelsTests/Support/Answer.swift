// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawModels

/// What a provider handed over for one request.
struct Answer: Sendable, Equatable {
    var text = ""
    var thinking = ""
    var calls: [ToolCall] = []
    var usage: TokenUsage?
    var pieces = 0

    /// Asks a provider and collects its answer.
    static func of(_ provider: OpenAICompatibleProvider, _ request: ModelRequest = .hello) async throws -> (Answer, ModelCompletion) {
        var answer = Answer()
        var tools = ModelToolCallAssembler()
        let completion = try await provider.complete(request) { event in
            answer.pieces += 1
            switch event {
            case .textDelta(let text): answer.text += text
            case .thinkingDelta(let text): answer.thinking += text
            case .toolCallDelta(let index, let id, let name, let arguments):
                try tools.append(index: index, id: id, name: name, arguments: arguments)
            case .usage(let usage): answer.usage = usage
            }
        }
        answer.calls = tools.calls()
        return (answer, completion)
    }
}

extension ModelRequest {
    /// A greeting.
    static let hello = ModelRequest(
        model: "test-model",
        messages: [ChatMessage(role: .user, text: "hello", timestamp: .epoch)]
    )
}

extension OpenAICompatibleProvider {
    /// A provider over a scripted transport.
    static func scripted(
        _ transport: ScriptedTransport,
        clock: any Clock<Duration> = ContinuousClock(),
        adjust: (inout Configuration) -> Void = { _ in }
    ) throws -> OpenAICompatibleProvider {
        var configuration = Configuration(baseURL: "http://models.test/v1", apiKey: "sk-secret-0123456789")
        adjust(&configuration)
        return try OpenAICompatibleProvider(configuration, transport: transport, clock: clock)
    }
}
