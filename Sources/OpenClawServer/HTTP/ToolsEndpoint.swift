// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `POST /tools/invoke`: runs one tool without an agent (PROTOCOL 3).
///
/// The gateway's own tools only read. Skills run when the configuration names them: what an agent may do is not for every program
/// that has the token (GHSA-943q-mwmv-hhvh).
struct ToolsEndpoint: Sendable {
    let gateway: Gateway
    let caller: HTTPCaller
    let endpoints: HTTPEndpoints
    let identifier: String

    /// The gateway's own tools.
    static let own: Set<String> = ["session_status", "sessions_list", "sessions_history", "agents_list"]

    /// Reads the request, runs the tool and gives the answer.
    func answer(_ body: [UInt8]) async -> HTTPServerResponse {
        do {
            let object = try OpenAIBody.object(body)
            guard let name = (object["tool"] ?? object["name"])?.stringValue, !name.isEmpty else {
                throw HTTPProblem.invalid("tool is required", parameter: "tool")
            }
            var arguments: JSONObject
            switch object["args"] {
            case nil, .null: arguments = [:]
            case .object(let given): arguments = given
            default: throw HTTPProblem.invalid("args must be an object", parameter: "args")
            }
            if let action = object["action"]?.stringValue, arguments["action"] == nil { arguments["action"] = .string(action) }
            let key = object["sessionKey"]?.stringValue ?? "main"
            guard self.allows(name) else {
                throw HTTPProblem(.notFound, "not_found", "Tool not available: \(name)", code: "tool_not_available")
            }
            if object["dryRun"]?.boolValue ?? false { return Self.success(["dryRun": true, "tool": .string(name)]) }
            return Self.success(try await self.run(name, arguments, sessionKey: key))
        } catch let problem as HTTPProblem {
            return Self.failure(problem)
        } catch let error as MethodError {
            return Self.failure(HTTPProblem(error))
        } catch {
            return Self.failure(HTTPProblem(.internalServerError, "tool_error", "\(error)"))
        }
    }

    private func allows(_ name: String) -> Bool {
        if self.endpoints.deniedTools.contains(name) || self.endpoints.deniedTools.contains("*") { return false }
        if Self.own.contains(name) { return true }
        let isAllowed = self.endpoints.allowedTools.contains(name) || self.endpoints.allowedTools.contains("*")
        return isAllowed && self.gateway.skills.manifests.contains { $0.name == name }
    }

    private func run(_ name: String, _ arguments: JSONObject, sessionKey: String) async throws -> JSONValue {
        let client = LocalClient(gateway: self.gateway, scopes: self.caller.scopes)
        let key = arguments["sessionKey"]?.stringValue ?? sessionKey
        func only(_ names: String...) -> JSONObject {
            JSONObject(names.compactMap { name in arguments[name].map { (key: name, value: $0) } })
        }
        switch name {
        case "session_status":
            let session = self.gateway.router.canonicalKey(key)
            guard session.isValid else { throw HTTPProblem.invalid("sessionKey is not allowed", parameter: "sessionKey") }
            guard try await self.gateway.sessions.record(session) != nil else {
                return Self.content(["key": .string(session.rawValue), "exists": false])
            }
            return Self.content(try await client.call("sessions.describe", ["key": .string(session.rawValue)]))
        case "sessions_list":
            return Self.content(try await client.call("sessions.list", only("limit", "offset", "activeMinutes", "agentId", "search", "label")))
        case "sessions_history":
            var params = only("limit", "offset")
            params["sessionKey"] = .string(key)
            return Self.content(try await client.call("chat.history", params))
        case "agents_list": return Self.content(try await client.call("agents.list"))
        default:
            let session = self.gateway.router.canonicalKey(key)
            let context = SkillContext(
                agentID: session.agentID ?? self.gateway.router.defaultAgent,
                sessionKey: session,
                runID: RunID("tool-\(self.identifier)")
            )
            let call = SkillCall(id: self.identifier, arguments: .object(arguments))
            let result = try await self.gateway.skills.run(name, call, context: context)
            if result.isError {
                throw HTTPProblem(.internalServerError, "tool_error", result.value.stringValue ?? "\(result.value)", code: "tool_failed")
            }
            return Self.content(result.value)
        }
    }

    /// A tool's result as agents get it: text for the model and the value for programs.
    private static func content(_ value: JSONValue) -> JSONValue {
        let text = value.stringValue ?? String(decoding: value.serialized(pretty: true), as: UTF8.self)
        return ["content": [["type": "text", "text": .string(text)]], "details": value]
    }

    private static func success(_ result: JSONValue) -> HTTPServerResponse {
        HTTPServerResponse(
            fields: StandardResponses.fields("application/json; charset=utf-8"),
            body: JSONValue.object(["ok": true, "result": result]).serialized()
        )
    }

    private static func failure(_ problem: HTTPProblem) -> HTTPServerResponse {
        var response = problem.response
        response.body = JSONValue.object(["ok": false, "error": problem.json]).serialized()
        return response
    }
}
