// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// What cannot be answered is refused at once, and not acknowledged first.
@Suite("A message that is refused")
struct RefusedMessageTests {
    private static func run(_ body: @escaping @Sendable (LocalClient) async throws -> Void) async throws {
        try await Gateway(agents: [EchoAgent(id: "main")]).run { try await body($0) }
    }

    @Test("because its session belongs to an agent that is not there", arguments: ["chat.send", "agent"])
    func unknownAgent(method: String) async throws {
        try await Self.run { client in
            let error = await #expect(throws: MethodError.self) {
                try await client.call(method, ["sessionKey": "agent:nope:x", "message": "x", "idempotencyKey": "k"])
            }
            #expect(error?.message == "unknown agent \"nope\" in sessionKey; agents.list shows those that exist")
        }
    }

    private static func send(_ content: JSONValue, _ client: LocalClient) async throws {
        let attachment: JSONValue = ["mimeType": "image/png", "content": content]
        let params: JSONObject = ["sessionKey": "main", "message": "x", "idempotencyKey": "k", "attachments": .array([attachment])]
        _ = try await client.call("chat.send", params)
    }

    @Test(
        "because an attachment is no base64",
        arguments: ["!!!", "A", "UEsDBA=", "UEs=DBA=", "UEsDBA===", "data:image/png,UEsDBA==", 1] as [JSONValue]
    )
    func noBase64(content: JSONValue) async throws {
        try await Self.run { client in
            let error = await #expect(throws: MethodError.self) { try await Self.send(content, client) }
            #expect(error?.message == "invalid chat.send params: attachments must have their content in base64")
        }
    }

    @Test(
        "takes attachments in base64 with and without its ends",
        arguments: ["UEsDBA==", "UEsDBA", "UEsD\r\nBA==", "data:image/png;base64,UEsDBA==", "", nil] as [JSONValue]
    )
    func base64(content: JSONValue) async throws {
        try await Self.run { client in try await Self.send(content, client) }
    }

    @Test("because there are as many sessions as the store takes names the setting") func fullStore() async throws {
        let store = InMemorySessionStore(configuration: .init(maximumSessions: 1, overflow: .refuse))
        try await Gateway(agents: [EchoAgent(id: "main")], sessionStore: store).run { client in
            _ = try await client.call("sessions.create")
            let error = await #expect(throws: MethodError.self) { try await client.call("sessions.create") }
            #expect(error?.message.contains("raise session.maxSessions") == true)
        }
    }
}
