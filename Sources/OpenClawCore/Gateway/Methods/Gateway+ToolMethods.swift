// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `tools.invoke`: one tool without an agent (PROTOCOL 2.6).
    static let toolMethods: [Method] = [
        .asynchronous("tools.invoke", .scopes(.write)) { call in try await call.gateway.invokeTool(call) }
    ]

    private func invokeTool(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["name", "args", "sessionKey", "agentId", "confirm", "idempotencyKey"])
        let name = try parameters.requiredString("name", maximumLength: 256)
        let arguments: JSONObject
        switch parameters.object["args"] {
        case nil, .null: arguments = [:]
        case .object(let given): arguments = given
        default: throw parameters.error("args", "must be an object")
        }
        let asks = try parameters.bool("confirm") ?? false
        let key = try parameters.idempotencyKey()
        let agent = try self.agent(parameters)
        let session = try parameters.string("sessionKey", maximumLength: SessionKey.maximumLength)
        let invocation: ToolInvocation
        do throws(ToolError) {
            invocation = try ToolInvocation(name, arguments, session: session, agent: agent, scopes: call.client.scopes, gateway: self)
        } catch {
            return .value(Self.answer(name, error))
        }
        // Before the key is taken, so that the same key may come again with `confirm`.
        if !asks, let missing = invocation.missingConsent { return .value(Self.answer(name, missing)) }
        guard let key, !key.isEmpty, !invocation.onlyReads else { return try await self.end(of: invocation, name, asks).result() }
        let request = KeyedRequest("tools.invoke", key: key, client: call.client, parameters: parameters.object)
        switch try await self.take(request) {
        case .running: throw .unavailable("tools.invoke: the tool still works on the request of this key", retryAfterMilliseconds: 1_000)
        case .ended(let answer): return MethodResult(json: try answer.get())
        case .new: break
        }
        let end = await self.end(of: invocation, name, asks)
        await self.settle(request.identity, end)
        return try end.result()
    }

    private func end(of invocation: ToolInvocation, _ name: String, _ asks: Bool) async -> RequestEnd {
        do throws(ToolError) {
            let output = try await invocation.run(asks: asks)
            return .answered(JSONValue.object(["ok": true, "toolName": .string(name), "output": output, "source": "core"]).serialized())
        } catch {
            return error.cause.map { .open($0) } ?? .answered(Self.answer(name, error).serialized())
        }
    }

    private static func answer(_ name: String, _ error: ToolError) -> JSONValue {
        var answer: JSONObject = ["ok": false, "toolName": .string(name)]
        if error.requiresApproval { answer["requiresApproval"] = true }
        if let id = error.approvalID { answer["approvalId"] = .string(id) }
        answer["error"] = ["code": .string(error.code.rawValue), "message": .string(error.message)]
        return .object(answer)
    }
}
