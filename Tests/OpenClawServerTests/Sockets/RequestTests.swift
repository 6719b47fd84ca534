// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

@Suite struct RequestTests {
    @Test func healthAnswersWithoutAnErrorKey() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let frame = try await socket.response(socket.request("health"))
            #expect(frame["ok"]?.boolValue == true)
            #expect(frame.objectValue?["error"] == nil)
            #expect(frame["payload"]?["ok"]?.boolValue == true)
            #expect(frame["payload"]?["defaultAgentId"]?.stringValue == "main")
            await socket.close()
        }
    }

    @Test func binaryFramesWithJSONAreAccepted() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            try await socket.connection.send(.binary([UInt8](#"{"type":"req","id":"b","method":"health"}"#.utf8)))
            let frame = try await socket.response("b")
            #expect(frame["ok"]?.boolValue == true)
            await socket.close()
        }
    }

    /// Frames after the handshake that are refused while the socket stays open.
    @Test(arguments: [
        ("nonsense", "invalid"), ("{}", "invalid"), (#"{"type":"req","id":"7","method":5}"#, "7"),
        (#"{"type":"req","id":"8","method":"health","extra":true}"#, "8"), (#"{"type":"res","id":"9","ok":true}"#, "9"),
        (#"{"type":"req","id":"a\nb","method":"nope"}"#, "a\nb"),
    ]) func aBadFrameIsAnsweredAndTheSocketStaysOpen(frame: String, id: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            try await socket.send(frame)
            let answer = try await socket.response(id)
            #expect(answer["ok"]?.boolValue == false)
            #expect(answer["error"]?["code"]?.stringValue == "INVALID_REQUEST")
            let health = try await socket.call("health")
            #expect(health["ok"]?.boolValue == true)
            await socket.close()
        }
    }

    @Test func anUnknownMethodIsNamed() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let error = try await socket.failure("no.such.method")
            #expect(error["message"]?.stringValue == "unknown method: no.such.method")
            await socket.close()
        }
    }

    @Test func aMissingScopeComesBeforeAnUnknownMethod() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect(scopes: ["operator.read"])
            let unknown = try await socket.failure("no.such.method")
            #expect(unknown["code"]?.stringValue == "FORBIDDEN")
            #expect(unknown["message"]?.stringValue == "missing scope: operator.admin")
            let send = try await socket.failure("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": "1"])
            #expect(send["message"]?.stringValue == "missing scope: operator.write")
            #expect(send["details"]?["missingScope"]?.stringValue == "operator.write")
            let health = try await socket.call("health")
            #expect(health["ok"]?.boolValue == true)
            await socket.close()
        }
    }

    @Test func aClientWithoutScopesMayOnlyAskForHealth() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect(scopes: [])
            let error = try await socket.failure("sessions.list")
            #expect(error["message"]?.stringValue == "missing scope: operator.read")
            await socket.close()
        }
    }

    @Test(arguments: [
        ("chat.send", ["message": "x", "idempotencyKey": "1"], "sessionKey is required"),
        ("chat.send", ["sessionKey": "main", "message": "x"], "idempotencyKey is required"),
        ("chat.send", ["sessionKey": "main", "message": 5, "idempotencyKey": "1"], "message must be a string"),
        ("chat.send", ["sessionKey": "main", "message": " ", "idempotencyKey": "1"], "message or attachment required"),
        ("chat.send", ["sessionKey": "main", "message": "x\u{0}", "idempotencyKey": "1"], "null bytes"),
        ("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": "1", "colour": "red"], "unexpected property 'colour'"),
        ("chat.send", ["sessionKey": "main", "message": "x", "idempotencyKey": "1", "agentId": "nobody"], "unknown agent"),
        ("chat.history", ["sessionKey": "main", "limit": 0], "limit must be between 1 and 1000"),
        ("chat.history", ["sessionKey": "main", "limit": "5"], "limit must be an integer"),
        ("sessions.patch", ["key": "main", "pinned": "yes"], "pinned must be a boolean"),
        ("sessions.delete", ["key": "main"], "Cannot delete the main session"),
        ("agent", ["message": "x"], "idempotencyKey is required"),
    ] as [(String, JSONObject, String)])
    func badParametersAreRefusedByName(method: String, params: JSONObject, words: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.connect()
            let error = try await socket.failure(method, params)
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["message"]?.stringValue?.contains(words) == true, "\(error)")
            await socket.close()
        }
    }
}
