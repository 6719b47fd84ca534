// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `POST /hooks/…`: wakes an agent or gives it work (PROTOCOL 3).
struct HookEndpoint: Sendable {
    let gateway: Gateway
    let hooks: Configuration.Hooks
    /// What follows the hooks' path, without slashes around it.
    let name: String
    let identifier: String
    let idempotencyKey: String?

    /// Reads the request, does what it asks for and gives the answer.
    func answer(_ body: [UInt8]) async -> HTTPServerResponse {
        do {
            let object = try OpenAIBody.object(body.isEmpty ? Array("{}".utf8) : body)
            switch self.name {
            case "wake": return try self.wake(object)
            case "agent": return try await self.agent(AgentHook(object, key: self.idempotencyKey))
            default: return try await self.mapped(.object(object))
            }
        } catch let problem as HTTPProblem {
            return problem.response
        } catch let error as MethodError {
            return HTTPProblem(error).response
        } catch {
            return HTTPProblem(.serviceUnavailable, "unavailable", "\(error)").response
        }
    }

    private func wake(_ object: JSONObject) throws -> HTTPServerResponse {
        guard let text = object["text"]?.stringValue, !text.allSatisfy(\.isWhitespace) else {
            throw HTTPProblem.invalid("text is required", parameter: "text")
        }
        let mode = object["mode"]?.stringValue ?? "now"
        return try self.wake(text, mode: mode)
    }

    private func wake(_ text: String, mode: String) throws -> HTTPServerResponse {
        guard mode == "now" || mode == "next-heartbeat" else { throw HTTPProblem.invalid("mode must be now or next-heartbeat", parameter: "mode") }
        let key = self.gateway.router.canonicalKey("main")
        _ = try self.gateway.wake(text: String(text.prefix(20_000)), mode: mode, sessionKey: key)
        return Self.success(["ok": true, "mode": .string(mode), "eventOutcome": "queued"])
    }

    private func mapped(_ body: JSONValue) async throws -> HTTPServerResponse {
        guard let mapping = self.hooks.mappings.first(where: { $0.path == self.name }) else {
            throw HTTPProblem(.notFound, "not_found", "There is no hook \"\(self.name)\"; hooks.mappings lists those that exist.")
        }
        func filled(_ template: String?) -> String? {
            template.map { HookTemplate(text: $0).filled(body, path: self.name) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        if mapping.action == "wake" {
            guard let text = filled(mapping.textTemplate ?? mapping.messageTemplate ?? "{{text}}") else {
                return HTTPServerResponse(status: .noContent)
            }
            return try self.wake(text, mode: mapping.wakeMode)
        }
        guard let message = filled(mapping.messageTemplate ?? "{{message}}") else { return HTTPServerResponse(status: .noContent) }
        let hook = AgentHook(
            message: message,
            name: mapping.name ?? self.name,
            agent: mapping.agentID?.rawValue,
            mappedSessionKey: filled(mapping.sessionKey),
            channel: mapping.channel,
            recipient: mapping.recipient,
            timeout: mapping.timeout,
            key: self.idempotencyKey
        )
        return try await self.agent(hook)
    }

    private func agent(_ hook: AgentHook) async throws -> HTTPServerResponse {
        let agent = hook.agent.map { AgentID($0) } ?? self.gateway.router.defaultAgent
        guard self.gateway.agents.contains(where: { $0.id == agent }) else {
            throw HTTPProblem.invalid("there is no agent \"\(agent)\"", parameter: "agentId")
        }
        let allowed = self.hooks.allowedAgents
        guard allowed.isEmpty || allowed.contains("*") || allowed.contains(agent.rawValue) else {
            throw HTTPProblem(.forbidden, "forbidden", "hooks may not use agent \"\(agent)\"; hooks.allowedAgentIds lists those they may.")
        }
        let runID = RunID("hook-\(hook.key ?? self.identifier)")
        let turn = TurnRequest(
            sessionKey: try self.sessionKey(hook, agent),
            agentID: agent,
            content: [.text(hook.message)],
            runID: runID,
            account: "hooks",
            timeout: hook.timeout
        )
        let answer: JSONObject = ["ok": true, "runId": .string(runID.rawValue)]
        guard hook.waits || hook.recipient != nil else {
            _ = try await self.gateway.start(turn)
            return Self.success(answer)
        }
        if !hook.waits {
            guard self.gateway.runInBackground({ [self] in await self.carryOut(turn, hook) }) else {
                throw HTTPProblem(.serviceUnavailable, "unavailable", "The gateway is stopping.", retryAfterSeconds: 2)
            }
            return Self.success(answer)
        }
        let result = try await self.gateway.follow(turn) { _ in }
        await self.deliver(result, hook)
        if let error = result.error { throw HTTPProblem(error, status: result.status) }
        var finished = answer
        finished["status"] = "ok"
        finished["text"] = .string(result.text)
        return Self.success(finished)
    }

    private func carryOut(_ turn: TurnRequest, _ hook: AgentHook) async {
        do {
            await self.deliver(try await self.gateway.follow(turn) { _ in }, hook)
        } catch {
            self.gateway.configuration.logger.warn("hook.failed", ["hook": .string(self.name), "error": .string("\(error)")])
        }
    }

    /// Sends the answer where the hook says.
    private func deliver(_ result: RunResult, _ hook: AgentHook) async {
        guard let recipient = hook.recipient, !result.text.isEmpty else { return }
        var params: JSONObject = [
            "to": .string(recipient), "message": .string(result.text), "idempotencyKey": .string("hook-\(result.runID.rawValue)"),
        ]
        if let channel = hook.channel { params["channel"] = .string(channel) }
        do {
            _ = try await self.gateway.client.call("send", params)
        } catch {
            self.gateway.configuration.logger.warn("hook.not_delivered", ["hook": .string(self.name), "error": .string("\(error)")])
        }
    }

    /// The session: the mapping's, the request's where that is allowed, the configured one, or one of its own.
    private func sessionKey(_ hook: AgentHook, _ agent: AgentID) throws(HTTPProblem) -> SessionKey {
        var text = hook.mappedSessionKey
        if let requested = hook.requestedSessionKey {
            guard self.hooks.allowsRequestSessionKey else {
                throw .invalid("sessionKey: set hooks.allowRequestSessionKey to let requests choose", parameter: "sessionKey")
            }
            let prefixes = self.hooks.allowedSessionKeyPrefixes
            let canonical = self.gateway.router.canonicalKey(requested, agent: agent).rawValue
            guard prefixes.isEmpty || prefixes.contains(where: { canonical.hasPrefix(SessionKey($0).rawValue) }) else {
                throw .invalid("sessionKey must begin with one of hooks.allowedSessionKeyPrefixes", parameter: "sessionKey")
            }
            text = requested
        }
        let key = self.gateway.router.canonicalKey(text ?? self.hooks.defaultSessionKey ?? "hook:\(self.identifier)", agent: agent)
        guard key.isValid else { throw .invalid("sessionKey is not allowed", parameter: "sessionKey") }
        if let named = key.agentID, named != agent {
            throw .invalid("sessionKey belongs to agent \"\(named)\", the hook is for \"\(agent)\"", parameter: "sessionKey")
        }
        return key
    }

    private static func success(_ object: JSONObject) -> HTTPServerResponse {
        HTTPServerResponse(
            fields: StandardResponses.fields("application/json; charset=utf-8"),
            body: JSONValue.object(object).serialized()
        )
    }
}
