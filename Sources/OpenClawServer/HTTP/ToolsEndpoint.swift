// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// `POST /tools/invoke`: runs one tool without an agent (PROTOCOL 3), as `tools.invoke` does.
struct ToolsEndpoint: Sendable {
    let gateway: Gateway
    let caller: HTTPCaller

    /// Reads the request, runs the tool and gives the answer.
    func answer(_ body: [UInt8]) async -> HTTPServerResponse {
        do throws(HTTPProblem) {
            return try await self.run(try OpenAIBody.object(body))
        } catch {
            var response = error.response
            response.body = JSONValue.object(["ok": false, "error": error.json]).serialized()
            return response
        }
    }

    private func run(_ object: JSONObject) async throws(HTTPProblem) -> HTTPServerResponse {
        guard let name = (object["tool"] ?? object["name"])?.stringValue, !name.isEmpty else {
            throw .invalid("tool is required", parameter: "tool")
        }
        var arguments: JSONObject
        switch object["args"] {
        case nil, .null: arguments = [:]
        case .object(let given): arguments = given
        default: throw .invalid("args must be an object", parameter: "args")
        }
        if let action = object["action"]?.stringValue, arguments["action"] == nil { arguments["action"] = .string(action) }
        do throws(ToolError) {
            let invocation = try ToolInvocation(
                name,
                arguments,
                session: object["sessionKey"]?.stringValue,
                scopes: self.caller.scopes,
                gateway: self.gateway
            )
            if object["dryRun"]?.boolValue ?? false { return Self.success(["dryRun": true, "tool": .string(name)]) }
            return Self.success(try await invocation.run(asks: object["confirm"]?.boolValue ?? false))
        } catch {
            throw Self.problem(error)
        }
    }

    private static func problem(_ error: ToolError) -> HTTPProblem {
        switch error.code {
        case .notAvailable: HTTPProblem(.notFound, "not_found", error.message, code: "tool_not_available")
        case .invalid: .invalid(error.message, parameter: "sessionKey")
        case .failed: HTTPProblem(.internalServerError, "tool_error", error.message, code: "tool_failed")
        case .approvalRequired, .notApproved: HTTPProblem(.forbidden, error.code.rawValue, error.message, code: error.code.rawValue)
        case .refused: error.cause.map { HTTPProblem($0) } ?? HTTPProblem(.internalServerError, "tool_error", error.message)
        }
    }

    private static func success(_ result: JSONValue) -> HTTPServerResponse {
        HTTPServerResponse(
            fields: StandardResponses.fields("application/json; charset=utf-8"),
            body: JSONValue.object(["ok": true, "result": result]).serialized()
        )
    }
}
