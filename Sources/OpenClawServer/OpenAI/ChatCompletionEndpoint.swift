// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `POST /v1/chat/completions`: one turn of an agent in OpenAI's shape (PROTOCOL 3).
struct ChatCompletionEndpoint: Sendable {
    let gateway: Gateway
    let fields: OpenAIFields
    let identifier: String

    /// Reads the request, runs the turn and writes the answer.
    func answer(_ body: [UInt8], _ writer: HTTPResponseWriter) async {
        let now = self.gateway.configuration.wallClock.now()
        let request: ChatCompletionRequest
        let turn: TurnRequest
        let session: OpenAISession
        do throws(HTTPProblem) {
            request = try ChatCompletionRequest(body, now: now)
            let agent = try OpenAIModels(self.gateway).agent(model: request.model, fields: self.fields)
            session = try OpenAISession(
                router: self.gateway.router,
                agent: agent,
                interface: "openai",
                user: request.user,
                fields: self.fields,
                unique: self.identifier
            )
            turn = TurnRequest(
                sessionKey: session.key,
                agentID: agent,
                content: request.prompt.newest,
                runID: RunID("chatcmpl-\(self.identifier)"),
                account: "openai",
                earlier: request.prompt.earlier,
                extraSystemPrompt: request.prompt.systemPrompt
            )
        } catch {
            await writer.respond(error.response)
            return
        }
        do {
            if request.streams {
                try await self.stream(turn, request, writer, created: now.milliseconds / 1_000)
            } else {
                let result = try await self.gateway.follow(turn) { _ in }
                await writer.respond(self.response(result, request, created: now.milliseconds / 1_000))
            }
        } catch let error as MethodError {
            await writer.respond(HTTPProblem(error).response)
        } catch {
            // The client has gone; the run has been stopped.
        }
        if session.isTransient { self.gateway.forget(session.key) }
    }

    private func stream(
        _ turn: TurnRequest,
        _ request: ChatCompletionRequest,
        _ writer: HTTPResponseWriter,
        created: Int64
    ) async throws {
        let frames = ChatCompletionFrames(
            id: turn.runID.rawValue,
            model: request.model,
            created: created,
            includesUsage: request.includesUsage
        )
        var words = OpenAIWords()
        var hasBegun = false
        func send(_ text: String) async throws {
            if text.isEmpty { return }
            if !hasBegun {
                try await writer.beginEvents()
                hasBegun = true
                try await writer.write(frames.first(text))
            } else {
                try await writer.write(frames.next(text))
            }
        }
        let result = try await self.gateway.follow(turn) { event in
            switch event {
            case .delta(let delta): try await send(words.add(delta))
            case .replace(let text): try await send(words.replace(text))
            case .toolCall, .toolResult, .finished: break
            }
        }
        if let error = result.error {
            let problem = HTTPProblem(error, status: result.status)
            guard hasBegun else {
                await writer.respond(problem.response)
                return
            }
            try await writer.write(frames.failure(problem))
        } else {
            try await send(words.finish(result.text))
            if !hasBegun {
                try await writer.beginEvents()
                try await writer.write(frames.first(""))
            }
            try await writer.write(frames.last(finish: Self.finishReason(result.stopReason), usage: result.usage))
        }
        try await writer.end()
    }

    private func response(_ result: RunResult, _ request: ChatCompletionRequest, created: Int64) -> HTTPServerResponse {
        if let error = result.error { return HTTPProblem(error, status: result.status).response }
        let body: JSONValue = [
            "id": .string(result.runID.rawValue), "object": "chat.completion", "created": .int(created), "model": .string(request.model),
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": .string(result.text), "refusal": .null], "logprobs": .null,
                    "finish_reason": .string(Self.finishReason(result.stopReason)),
                ]
            ],
            "usage": OpenAIUsage.chat(result.usage),
        ]
        return HTTPServerResponse(fields: StandardResponses.fields("application/json; charset=utf-8"), body: body.serialized())
    }

    /// Why an answer ended, in OpenAI's words.
    static func finishReason(_ reason: String?) -> String {
        switch reason {
        case "length", "max_tokens", "maxTokens": "length"
        case "content_filter", "refusal": "content_filter"
        default: "stop"
        }
    }
}
