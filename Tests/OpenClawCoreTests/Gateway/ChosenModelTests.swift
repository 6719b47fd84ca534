// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

@testable import OpenClawCore

/// A session may choose the model that answers in it.
@Suite("The model a session chooses")
struct ChosenModelTests {
    private static func run(_ body: @escaping @Sendable (LocalClient) async throws -> Void) async throws {
        let agent = ModelAgent(
            model: ModelChoice(provider: ScriptedModelProvider(id: "near", []), model: "small"),
            fallbacks: [ModelChoice(provider: ScriptedModelProvider(id: "router", []), model: "vendor/big")]
        )
        try await Gateway(agents: [agent]).run { try await body($0) }
    }

    @Test(
        "is refused when no provider of its agent can be asked for it, and the providers there are are named",
        arguments: ["nope/nope", "vendor/other", "/small", "near/", "garbage no slash"]
    )
    func refused(model: String) async throws {
        try await Self.run { client in
            let calls: [(String, JSONObject)] = [
                ("sessions.patch", ["key": "main", "model": .string(model)]), ("sessions.create", ["model": .string(model)]),
            ]
            for (method, params) in calls {
                let error = await #expect(throws: MethodError.self) { try await client.call(method, params) }
                #expect(error?.message.hasPrefix("invalid \(method) params: model ") == true)
                if model.hasSuffix("nope") {
                    #expect(error?.message.contains("\"nope\"; there is near, router: write for example near/small") == true)
                }
            }
            let list = try await client.call("sessions.list")
            #expect(list["count"] == 0)
        }
    }

    @Test(
        "may be any of a provider that is configured, one of the agent's by its name alone, or none again",
        arguments: ["near/other", "router/vendor/other", "vendor/big", "small", "other", nil]
    )
    func taken(model: String?) async throws {
        try await Self.run { client in
            let value = model.map { JSONValue.string($0) } ?? .null
            _ = try await client.call("sessions.patch", ["key": "main", "model": value])
            let row = try await client.call("sessions.describe", ["key": "main"])
            #expect(row["ok"] == true)
        }
    }
}
