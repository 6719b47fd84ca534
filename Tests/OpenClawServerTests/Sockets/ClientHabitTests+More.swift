// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

extension ClientHabitTests {
    @Test func point07_aDeviceTokenComesBackInTokenAndARejectedOneLeavesTheSharedOne() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (first, hello) = try await live.enter(device)
            let token = hello["auth"]?["deviceToken"] ?? .null
            await first.close()
            let (again, _) = try await live.enter(device, .init(auth: ["token": token]))
            await again.close()
            for auth: JSONObject in [["token": "rejected"], ["deviceToken": "rejected"]] {
                let (error, end) = try await live.refusal(device, .init(auth: auth))
                #expect(error["code"]?.stringValue == "INVALID_REQUEST")
                #expect(end.code == 1008)
            }
            let (back, _) = try await live.enter(device)
            await back.close()
        }
    }

    @Test(arguments: [3, 4]) func point09_deltasAreCumulativeForVersion3AndCarryTheirTextForVersion4(version: Int) async throws {
        let gate = Mailbox<Void>(capacity: 8)
        let agent = ClosureAgent(id: "main", streaming: { _, output in
            for word in ["one ", "two "] {
                try await output.emit(word)
                _ = await gate.next()
            }
            return .emitted
        })
        try await LiveGateway.run(agents: [agent], configuration: GatewayConfiguration(deltaInterval: .zero)) { live in
            let socket = try await live.connect(minimum: version, maximum: version)
            _ = try await socket.call("chat.send", ["sessionKey": "main", "message": "go", "idempotencyKey": "r"])
            for text in ["one ", "one two "] {
                let delta = try await socket.event("chat") { $0["state"]?.stringValue == "delta" }["payload"] ?? .null
                if version == 3 {
                    #expect(delta["message"]?["content"]?[0]?["text"]?.stringValue == text)
                    #expect(delta["deltaText"] == nil)
                } else {
                    #expect(delta["deltaText"]?.stringValue == String(text.suffix(4)))
                }
                gate.offer(())
            }
            let final = try await socket.event("chat") { $0["state"]?.stringValue == "final" }
            #expect(final["payload"]?["message"]?["content"]?[0]?["text"]?.stringValue == "one two ")
            await socket.close()
        }
    }

    @Test func point11_sessionsTakeKeyAndChatTakesSessionKey() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            _ = try await socket.call("chat.inject", ["sessionKey": "main", "message": "x"])
            #expect(try await socket.call("chat.history", ["sessionKey": "main"])["messages"]?.arrayValue?.count == 1)
            #expect(try await socket.call("sessions.describe", ["key": "main"])["ok"]?.boolValue == true)
            #expect(try await socket.call("sessions.patch", ["key": "main", "label": "Desk"])["ok"]?.boolValue == true)
            _ = try await socket.call("agent", ["sessionKey": "main", "message": "x", "idempotencyKey": "a"])
            await socket.close()
        }
    }

    @Test func point12_noDeviceWhereOneIsNeeded() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            var params = ConnectFrame.params(scopes: [])
            params["role"] = "node"
            let error = try await socket.failure("connect", params)
            #expect(error["code"]?.stringValue == "NOT_PAIRED")
            #expect(error["details"]?["code"]?.stringValue == "DEVICE_IDENTITY_REQUIRED")
            #expect(try await socket.end().code == 1008)
        }
    }

    @Test func point16_pingsAreAnsweredAndAnOfferOfCompressionMayBeIgnored() async throws {
        try await LiveGateway.run { live in
            // A socket whose pings stay without answer is given up by its client.
            let options = WebSocketClientConfiguration(connectTimeout: .seconds(120), pingInterval: .milliseconds(20), pingTimeout: .seconds(60))
            let client = WebSocketClient(loops: live.loops, resolver: live.resolver, configuration: options)
            let fields: HTTPFields = ["Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"]
            let url = try WireURL("ws://127.0.0.1:\(live.port)/")
            let socket = LiveSocket(connection: try await client.connect(to: url, fields: fields))
            _ = try await socket.call("connect", ConnectFrame.params())
            for _ in 0..<20 { #expect(try await socket.call("health")["ok"]?.boolValue == true) }
            await socket.close()
        }
    }

    @Test(arguments: ["/health", "/healthz", "/api/health"]) func point17_healthIsExactlyOK(path: String) async throws {
        try await LiveGateway.run { live in
            let (head, body) = try await live.http(.get, path)
            #expect(head.status == .ok)
            #expect(String(decoding: body, as: UTF8.self).contains(#""ok":true"#))
        }
    }

    @Test func point17_startupzNamesTheVersionAndModelsNameTheAgents() async throws {
        try await LiveGateway.run(change: { $0.endpoints = HTTPEndpoints(chatCompletions: true) }) { live in
            let (_, startup) = try await live.http(.get, "/startupz")
            #expect(try JSONValue(parsing: startup)["version"]?.stringValue == Gateway.version)
            let (_, models) = try await live.http(.get, "/v1/models", fields: [.authorization: "Bearer \(LiveGateway.token)"])
            let names = try JSONValue(parsing: models)["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue }
            #expect(names?.contains("openclaw/main") == true)
        }
    }

    @Test(arguments: ["session_status", "sessions_list"]) func point17_toolsOfTheGatewayCanBeInvoked(tool: String) async throws {
        try await LiveGateway.run { live in
            _ = try await live.gateway.client.call("chat.inject", ["sessionKey": "main", "message": "x"])
            let (head, bytes) = try await live.http(
                .post,
                "/tools/invoke",
                fields: [.authorization: "Bearer \(LiveGateway.token)", .contentType: "application/json"],
                body: JSONValue.object(["tool": .string(tool), "args": [:]]).serialized()
            )
            #expect(head.status == .ok)
            let answer = try JSONValue(parsing: bytes)
            #expect(answer["ok"]?.boolValue == true)
            #expect(answer["result"]?["details"]?.objectValue != nil, "\(answer)")
        }
    }
}
