// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// What callers name stands in lists, in logs and in the ledger, one per line.
@Suite("Names that callers make up")
struct NamesFromCallersTests {
    @Test(
        "with control characters are refused, and the parameter is named",
        arguments: ["esc\u{1B}[2J\nk99  gateway/chat/forged  completed", "k\u{7F}", "k\u{9B}2J"]
    )
    func controlCharacters(name: String) async throws {
        let gateway = try Gateway(agents: [EchoAgent(id: "main")])
        try await gateway.run { client in
            let calls: [(method: String, params: JSONObject, parameter: String)] = [
                ("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": .string(name)], "idempotencyKey"),
                ("agent", ["message": "x", "idempotencyKey": .string(name)], "idempotencyKey"),
                ("sessions.create", ["message": "x", "idempotencyKey": .string(name)], "idempotencyKey"),
                ("sessions.create", ["label": .string(name)], "label"),
                ("sessions.patch", ["key": "main", "label": .string(name)], "label"),
            ]
            for call in calls {
                let error = await #expect(throws: MethodError.self) { try await client.call(call.method, call.params) }
                #expect(error?.message.hasPrefix("invalid \(call.method) params: \(call.parameter) must be") == true)
                #expect(error?.message.hasSuffix("without control characters") == true)
            }
            let list = try await client.call("sessions.list")
            #expect(list["count"] == 0)
            _ = try await client.call("sessions.patch", ["key": "main", "label": "Grüße 🦀"])
        }
    }
}
