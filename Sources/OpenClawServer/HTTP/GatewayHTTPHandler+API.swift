// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

extension GatewayHTTPHandler {
    /// The interfaces for programs; `nil` when the path is none of theirs. The path is canonical, and it is checked who asks before
    /// anything of the content is read.
    func api(_ target: URLTarget, _ request: HTTPServerRequest) -> HTTPServerAction? {
        let endpoints = self.server.endpoints
        let path = target.path
        switch path {
        case "/v1/models", "/v1/models/":
            return self.guarded(request, .get, .read) { _ in self.models(nil, endpoints) }
        case "/v1/chat/completions":
            return self.guarded(request, .post, .write) { _ in
                guard endpoints.chatCompletions else { return .respond(Self.disabled("chatCompletions").response) }
                let endpoint = ChatCompletionEndpoint(
                    gateway: self.server.gateway,
                    fields: OpenAIFields(request.head.fields),
                    identifier: self.server.identifiers.uuid()
                )
                return .stream(limit: endpoints.maximumBodyBytes) { body, writer in await endpoint.answer(body, writer) }
            }
        case "/v1/responses":
            return self.guarded(request, .post, .write) { _ in
                guard endpoints.responses else { return .respond(Self.disabled("responses").response) }
                let endpoint = ResponsesEndpoint(
                    gateway: self.server.gateway,
                    fields: OpenAIFields(request.head.fields),
                    identifier: self.server.identifiers.uuid()
                )
                return .stream(limit: endpoints.maximumBodyBytes) { body, writer in await endpoint.answer(body, writer) }
            }
        case "/v1/embeddings":
            return .respond(HTTPProblem(.notFound, "not_found", "This gateway makes no embeddings.").response)
        case "/tools/invoke":
            return self.guarded(request, .post, .write) { caller in
                let endpoint = ToolsEndpoint(gateway: self.server.gateway, caller: caller)
                return .collect(limit: 2 << 20) { body in await endpoint.answer(body) }
            }
        default: break
        }
        if Self.isBelow(path, "/v1/models/") {
            return self.guarded(request, .get, .read) { _ in self.models(String(path.dropFirst("/v1/models/".count)), endpoints) }
        }
        if path == "/api/tasks" || Self.isBelow(path, "/api/tasks/") { return self.tasks(path, target, request) }
        if endpoints.hooks.isEnabled, Self.isBelow(path, Self.directory(endpoints.hooks.path)) {
            return self.hook(path, target, request, endpoints.hooks)
        }
        if Self.isBelow(path, "/sessions/") { return self.session(path, target, request) }
        return nil
    }

    /// Compares bytes: a combining mark behind a slash makes one character of the two.
    private static func isBelow(_ path: String, _ prefix: String) -> Bool { path.utf8.starts(with: prefix.utf8) }

    private static func directory(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }

    /// A hook: method, token, then its body. A token in the query would end in logs and is refused.
    private func hook(
        _ path: String,
        _ target: URLTarget,
        _ request: HTTPServerRequest,
        _ hooks: Configuration.Hooks
    ) -> HTTPServerAction {
        let fields = request.head.fields
        guard request.head.method == .post else { return .respond(HTTPProblem.method("POST").response) }
        let isTokenInQuery = (target.query ?? "").split(separator: "&").contains { $0 == "token" || $0.hasPrefix("token=") }
        if isTokenInQuery {
            return .respond(HTTPProblem.invalid("Give the token in Authorization or X-OpenClaw-Token, not in the query.").response)
        }
        let refusal = self.server.hookGuard.check(
            BearerCredentials.token(in: fields[.authorization]) ?? fields["X-OpenClaw-Token"],
            expected: hooks.token,
            address: AddressKey.text(request.clientAddress),
            at: self.server.gateway.configuration.wallClock.now()
        )
        if let refusal { return .respond(refusal.response) }
        var name = path.utf8.dropFirst(Self.directory(hooks.path).utf8.count)
        while name.last == 0x2F { name = name.dropLast() }
        let endpoint = HookEndpoint(
            gateway: self.server.gateway,
            hooks: hooks,
            name: String(decoding: name, as: UTF8.self),
            identifier: self.server.identifiers.uuid(),
            idempotencyKey: fields["Idempotency-Key"] ?? fields["X-OpenClaw-Idempotency-Key"]
        )
        return .collect(limit: hooks.maximumBodyBytes) { body in await endpoint.answer(body) }
    }

    private static func disabled(_ name: String) -> HTTPProblem {
        HTTPProblem(
            .notFound,
            "not_found",
            "This interface is switched off; set gateway.http.endpoints.\(name).enabled to true.",
            code: "endpoint_disabled"
        )
    }

    /// Method, origin, credentials, scope, in this order; then what the path does.
    func guarded(
        _ request: HTTPServerRequest,
        _ method: HTTPMethod,
        _ scope: ScopeSet,
        _ action: (HTTPCaller) -> HTTPServerAction
    ) -> HTTPServerAction {
        guard request.head.method == method || (method == .get && request.head.method == .head) else {
            return .respond(HTTPProblem.method(method == .get ? "GET, HEAD" : method.rawValue).response)
        }
        do throws(HTTPProblem) {
            let caller = try self.caller(request)
            if let refusal = caller.refusal(needing: scope) { throw refusal }
            return action(caller)
        } catch {
            return .respond(error.response)
        }
    }

    /// Who asks, by the same check as `connect`.
    func caller(_ request: HTTPServerRequest) throws(HTTPProblem) -> HTTPCaller {
        switch self.server.http.caller(of: request) {
        case .success(let caller): return caller
        case .failure(let failure): throw HTTPProblem(failure)
        }
    }

    private func models(_ name: String?, _ endpoints: HTTPEndpoints) -> HTTPServerAction {
        guard endpoints.chatCompletions || endpoints.responses else { return .respond(Self.disabled("chatCompletions").response) }
        let models = OpenAIModels(self.server.gateway)
        guard let name else { return .respond(self.responses.json(models.list.serialized())) }
        guard models.agent(name) != nil else {
            return .respond(
                HTTPProblem(
                    .notFound,
                    "invalid_request_error",
                    "The model `\(name)` does not exist.",
                    code: "model_not_found",
                    parameter: "model"
                ).response
            )
        }
        return .respond(self.responses.json(models.entry(name).serialized()))
    }

    /// `GET /sessions/<key>/history` and `POST /sessions/<key>/kill`: the methods `chat.history` and `chat.abort` over HTTP.
    private func session(_ path: String, _ target: URLTarget, _ request: HTTPServerRequest) -> HTTPServerAction? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, !parts[2].isEmpty else { return nil }
        let key = String(parts[2])
        switch parts[3] {
        case "history":
            var params: JSONObject = ["sessionKey": .string(key)]
            for pair in (target.query ?? "").split(separator: "&") {
                let item = pair.split(separator: "=", maxSplits: 1).map(String.init)
                guard item.count == 2, item[0] == "limit" || item[0] == "offset" else { continue }
                // What is no number is refused by the method, as over a socket.
                params[item[0]] = Int64(item[1]).map { .int($0) } ?? .string(item[1])
            }
            return self.guarded(request, .get, .read) { self.call("chat.history", params, $0) }
        case "kill": return self.guarded(request, .post, .write) { self.call("chat.abort", ["sessionKey": .string(key)], $0) }
        default: return nil
        }
    }

    /// Calls a method of the gateway protocol with the caller's scopes.
    private func call(_ method: String, _ params: JSONObject, _ caller: HTTPCaller) -> HTTPServerAction {
        let client = LocalClient(gateway: self.server.gateway, scopes: caller.scopes)
        let responses = self.responses
        return .collect(limit: 64 << 10) { _ in
            do {
                return responses.json(try await client.call(method, params).serialized())
            } catch let error as MethodError {
                return HTTPProblem(error).response
            } catch {
                return HTTPProblem(.serviceUnavailable, "unavailable", "\(error)").response
            }
        }
    }
}
