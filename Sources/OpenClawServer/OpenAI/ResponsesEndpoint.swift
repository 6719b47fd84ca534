// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `POST /v1/responses`: one turn of an agent in the shape of OpenAI's Responses interface (PROTOCOL 3).
///
/// An answer's identifier is `resp_<conversation>_<turn>`; `previous_response_id` goes on with that conversation. With `store: false`
/// nothing is left behind.
struct ResponsesEndpoint: Sendable {
    let gateway: Gateway
    let fields: OpenAIFields
    let identifier: String

    /// Reads the request, runs the turn and writes the answer.
    func answer(_ body: [UInt8], _ writer: HTTPResponseWriter) async {
        let now = self.gateway.configuration.wallClock.now()
        let request: ResponsesRequest
        let turn: TurnRequest
        var session: OpenAISession
        let object: ResponseObject
        do throws(HTTPProblem) {
            request = try ResponsesRequest(body, now: now)
            let agent = try OpenAIModels(self.gateway).agent(model: request.model, fields: self.fields)
            let compact = self.identifier.filter { $0 != "-" }
            let conversation = try request.previousResponseID.map(Self.conversation) ?? compact
            session = try OpenAISession(
                router: self.gateway.router,
                agent: agent,
                interface: "openresponses",
                user: request.user,
                fields: self.fields,
                unique: conversation
            )
            session.isTransient = session.isTransient && !request.stores && request.previousResponseID == nil
            let id = "resp_\(conversation)_\(compact.prefix(12))"
            object = ResponseObject(
                id: id,
                messageID: "msg_\(compact)",
                model: request.model,
                created: now.milliseconds / 1_000,
                instructions: request.instructions,
                previousResponseID: request.previousResponseID,
                stores: request.stores,
                metadata: request.metadata
            )
            let system = [request.instructions, request.prompt.systemPrompt].compactMap { $0 }.joined(separator: "\n\n")
            turn = TurnRequest(
                sessionKey: session.key,
                agentID: agent,
                content: request.prompt.newest,
                runID: RunID(id),
                account: "openresponses",
                earlier: request.prompt.earlier,
                extraSystemPrompt: system.isEmpty ? nil : system
            )
        } catch {
            await writer.respond(error.response)
            return
        }
        do {
            try await self.checkConversation(request, session.key)
            if request.streams {
                try await self.stream(turn, object, writer)
            } else {
                let result = try await self.gateway.follow(turn) { _ in }
                await writer.respond(Self.response(result, object))
            }
        } catch let error as HTTPProblem {
            await writer.respond(error.response)
        } catch let error as MethodError {
            await writer.respond(HTTPProblem(error).response)
        } catch {
            // The client has gone; the run has been stopped.
        }
        if session.isTransient { self.gateway.forget(session.key) }
    }

    /// The conversation in an answer's identifier.
    private static func conversation(_ id: String) throws(HTTPProblem) -> String {
        let parts = id.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "resp", parts[1].utf8.count == 32, parts[1].allSatisfy(\.isHexDigit) else {
            throw self.unknown(id)
        }
        return String(parts[1])
    }

    private static func unknown(_ id: String) -> HTTPProblem {
        HTTPProblem(
            .notFound,
            "invalid_request_error",
            "Previous response with id '\(id)' not found.",
            code: "previous_response_not_found",
            parameter: "previous_response_id"
        )
    }

    private func checkConversation(_ request: ResponsesRequest, _ key: SessionKey) async throws {
        guard let id = request.previousResponseID, request.user == nil, self.fields.sessionKey == nil else { return }
        guard try await self.gateway.sessions.record(key) != nil else { throw Self.unknown(id) }
    }

    private func stream(_ turn: TurnRequest, _ object: ResponseObject, _ writer: HTTPResponseWriter) async throws {
        var events = ResponseEvents(object)
        var words = OpenAIWords()
        var hasBegun = false
        func send(_ text: String) async throws {
            if text.isEmpty { return }
            var output: [UInt8] = []
            if !hasBegun {
                try await writer.beginEvents()
                hasBegun = true
                output = events.begin()
            }
            output += events.delta(text)
            try await writer.write(output)
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
            try await writer.write(events.fail(problem, text: words.sent))
        } else {
            try await send(words.finish(result.text))
            if !hasBegun {
                try await writer.beginEvents()
                try await writer.write(events.begin())
            }
            try await writer.write(events.complete(words.sent, result))
        }
        try await writer.end()
    }

    private static func response(_ result: RunResult, _ object: ResponseObject) -> HTTPServerResponse {
        if let error = result.error { return HTTPProblem(error, status: result.status).response }
        return HTTPServerResponse(
            fields: StandardResponses.fields("application/json; charset=utf-8"),
            body: object.finished(result).serialized()
        )
    }
}
