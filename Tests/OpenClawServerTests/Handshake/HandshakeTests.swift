// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer
import Testing

@Suite struct HandshakeTests {
    @Test func theChallengeIsTheFirstFrame() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let first = try await socket.frame()
            #expect(first["event"]?.stringValue == "connect.challenge")
            #expect(first["payload"]?["nonce"]?.stringValue?.count == 36)
            #expect(first.objectValue?["seq"] == nil)
            await socket.close()
        }
    }

    @Test(arguments: ["/", "/gateway", "/__openclaw__/gateway", "/ws"]) func theUpgradeComesOnAnyPath(path: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(path: path)
            let hello = try await socket.call("connect", ConnectFrame.params())
            #expect(hello["type"]?.stringValue == "hello-ok")
            await socket.close()
        }
    }

    /// A client's range and the version it gets; `nil` is a mismatch.
    struct Range: Sendable, CustomTestStringConvertible {
        var minimum: Int
        var maximum: Int
        var chosen: Int?
        var testDescription: String { "\(self.minimum)..\(self.maximum)" }
    }

    @Test(arguments: [
        Range(minimum: 3, maximum: 3, chosen: 3), Range(minimum: 3, maximum: 4, chosen: 4), Range(minimum: 4, maximum: 4, chosen: 4),
        Range(minimum: 1, maximum: 9, chosen: 4), Range(minimum: 5, maximum: 6, chosen: nil), Range(minimum: 1, maximum: 2, chosen: nil),
    ]) func theVersionIsTheHighestBothKnow(range: Range) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let params = ConnectFrame.params(minimum: range.minimum, maximum: range.maximum)
            if let chosen = range.chosen {
                let hello = try await socket.call("connect", params)
                #expect(hello["protocol"]?.intValue == Int64(chosen))
                await socket.close()
                return
            }
            let error = try await socket.failure("connect", params)
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["message"]?.stringValue == "protocol mismatch")
            #expect(error["details"]?["code"]?.stringValue == "PROTOCOL_MISMATCH")
            #expect(error["details"]?["expectedProtocol"]?.intValue == 4)
            let end = try await socket.end()
            #expect(end == LiveSocket.Ended(code: 1002, reason: "protocol mismatch"))
        }
    }

    @Test func helloHasWhatStrictClientsDecode() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params())
            #expect(hello["server"]?["connId"]?.stringValue?.isEmpty == false)
            #expect(hello["server"]?["version"]?.stringValue == Gateway.version)
            #expect(hello["features"]?["methods"]?.arrayValue?.contains("chat.send") == true)
            #expect(hello["features"]?["events"]?.arrayValue?.contains("tick") == true)
            #expect(hello["snapshot"]?["presence"]?.arrayValue != nil)
            #expect(hello["snapshot"]?["health"]?.objectValue != nil)
            #expect(hello["snapshot"]?["stateVersion"]?["presence"]?.intValue != nil)
            #expect(hello["snapshot"]?["uptimeMs"]?.intValue != nil)
            #expect(hello["snapshot"]?["sessionDefaults"]?["mainSessionKey"]?.stringValue == "agent:main:main")
            #expect(hello["snapshot"]?["authMode"]?.stringValue == "token")
            #expect(hello["policy"]?["maxPayload"]?.intValue == 26_214_400)
            #expect(hello["policy"]?["tickIntervalMs"]?.intValue == 30_000)
            #expect(hello["auth"]?["role"]?.stringValue == "operator")
            #expect(hello["auth"]?["scopes"]?.arrayValue?.isEmpty == false)
            await socket.close()
        }
    }

    @Test func aClientThatDoesNotWaitForTheChallengeIsLetIn() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let id = try await socket.request("connect", ConnectFrame.params())
            let challenge = try await socket.frame()
            #expect(challenge["event"]?.stringValue == "connect.challenge")
            let answer = try await socket.frame()
            #expect(answer["id"]?.stringValue == id)
            await socket.close()
        }
    }

    /// Credentials that are refused, and the codes clients act on.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var authentication: ServerAuthentication
        var auth: JSONValue?
        var code: String
        var reason: String
        var step: String
        var testDescription: String { self.name }
    }

    @Test(arguments: [
        Refusal(
            name: "wrong token",
            authentication: .token("right"),
            auth: ["token": "wrong"],
            code: "AUTH_TOKEN_MISMATCH",
            reason: "token_mismatch",
            step: "update_auth_credentials"
        ),
        Refusal(
            name: "no token",
            authentication: .token("right"),
            auth: nil,
            code: "AUTH_TOKEN_MISSING",
            reason: "token_missing",
            step: "update_auth_configuration"
        ),
        Refusal(
            name: "empty token",
            authentication: .token("right"),
            auth: ["token": ""],
            code: "AUTH_TOKEN_MISSING",
            reason: "token_missing",
            step: "update_auth_configuration"
        ),
        Refusal(
            name: "wrong password",
            authentication: .password("right"),
            auth: ["password": "wrong"],
            code: "AUTH_PASSWORD_MISMATCH",
            reason: "password_mismatch",
            step: "update_auth_credentials"
        ),
        Refusal(
            name: "token where a password is needed",
            authentication: .password("right"),
            auth: ["token": "right"],
            code: "AUTH_PASSWORD_MISSING",
            reason: "password_missing",
            step: "update_auth_configuration"
        ),
    ]) func wrongCredentialsAreRefusedWithTheCodesOfTheProtocol(refusal: Refusal) async throws {
        try await LiveGateway.run(authentication: refusal.authentication) { live in
            let socket = try await live.open()
            let error = try await socket.failure("connect", ConnectFrame.params(auth: refusal.auth))
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["message"]?.stringValue?.hasPrefix("unauthorized: gateway ") == true)
            #expect(error["details"]?["code"]?.stringValue == refusal.code)
            #expect(error["details"]?["authReason"]?.stringValue == refusal.reason)
            #expect(error["details"]?["recommendedNextStep"]?.stringValue == refusal.step)
            let end = try await socket.end()
            #expect(end.code == 1008)
            #expect(end.reason.hasPrefix("unauthorized"))
            #expect(end.reason.utf8.count <= 123)
        }
    }

    @Test func rightPasswordIsLetIn() async throws {
        try await LiveGateway.run(authentication: .password("right")) { live in
            let socket = try await live.open()
            let hello = try await socket.call("connect", ConnectFrame.params(auth: ["password": "right"]))
            #expect(hello["snapshot"]?["authMode"]?.stringValue == "password")
            await socket.close()
        }
    }

    /// First frames that are no `connect`.
    @Test(arguments: [
        #"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, #"{"action":"subscribe"}"#, "hello", "[]", "{", "",
        #"{"type":"req","id":"1","method":"health"}"#, #"{"type":"req","id":"","method":"connect"}"#,
        #"{"type":"req","method":"connect"}"#, #"{"type":"event","event":"x"}"#,
        #"{"type":"req","id":"1","method":"connect","params":{},"extra":1}"#,
    ]) func aForeignProtocolGetsOneFailedResponseAndIsClosed(frame: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            _ = try await socket.frame()
            try await socket.send(frame)
            let answer = try await socket.frame()
            #expect(answer["type"]?.stringValue == "res")
            #expect(answer["ok"]?.boolValue == false)
            #expect(answer["error"]?["code"]?.stringValue == "INVALID_REQUEST")
            let end = try await socket.end()
            #expect(end.code == 1008)
            #expect(!end.reason.isEmpty)
        }
    }

    /// Parameters of `connect` that are refused by name.
    @Test(
        arguments: [
            ("client", JSONValue.null, "at /client: must be an object"),
            ("client", ["id": "unknown-program", "version": "1", "platform": "x", "mode": "ui"], "at /client/id: must be one of"),
            ("client", ["id": "test", "version": "1", "platform": "x", "mode": "desktop"], "at /client/mode: must be one of"),
            ("client", ["id": "test", "version": "1", "mode": "ui"], "at /client: must have required property 'platform'"),
            ("minProtocol", "4", "at /minProtocol: must be an integer"),
            ("surprise", true, "at root: unexpected property 'surprise'"),
            ("scopes", "operator.read", "at /scopes: must be an array"),
            ("auth", ["tokn": "x"], "at /auth: unexpected property 'tokn'"),
        ] as [(String, JSONValue, String)]
    )
    func badParametersAreRefusedByName(name: String, value: JSONValue, words: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            var params = ConnectFrame.params()
            params[name] = value
            let error = try await socket.failure("connect", params)
            #expect(error["message"]?.stringValue?.contains("invalid connect params: \(words)") == true, "\(error)")
            let end = try await socket.end()
            #expect(end.code == 1008)
        }
    }

    @Test(arguments: ["https://evil.example", "http://attacker.test:18789", "null", "file://"])
    func aForeignPageIsRefused(origin: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(origin: origin)
            let error = try await socket.failure("connect", ConnectFrame.params(id: "openclaw-control-ui"))
            #expect(error["details"]?["code"]?.stringValue == "CONTROL_UI_ORIGIN_NOT_ALLOWED")
            let end = try await socket.end()
            #expect(end.code == 1008)
        }
    }

    @Test func theGatewaysOwnPageIsLetIn() async throws {
        try await LiveGateway.run { live in
            for origin in ["http://127.0.0.1:\(live.port)", "http://localhost:\(live.port)"] {
                let socket = try await live.open(origin: origin)
                let hello = try await socket.call("connect", ConnectFrame.params(id: "openclaw-control-ui"))
                #expect(hello["type"]?.stringValue == "hello-ok")
                await socket.close()
            }
        }
    }

    @Test func aFrameOver64KiBBeforeAuthenticationClosesWith1009() async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            _ = try await socket.frame()
            try await socket.send(
                #"{"type":"req","id":"1","method":"connect","params":{"userAgent":"\#(String(repeating: "x", count: 70_000))"}}"#
            )
            let end = try await socket.end()
            #expect(end.code == 1009)
        }
    }

    @Test func aClientThatNeverAuthenticatesIsClosed() async throws {
        try await LiveGateway.run(policy: .init(handshakeTimeout: .milliseconds(50))) { live in
            let socket = try await live.open()
            let end = try await socket.end()
            #expect(end.code == 1008)
        }
    }
}
