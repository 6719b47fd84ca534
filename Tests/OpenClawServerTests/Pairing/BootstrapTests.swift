// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import Testing

/// Setup codes over the live socket (PROTOCOL 1.8, 2.10, 4.6).
@Suite struct BootstrapTests {
    static let elsewhere = "203.0.113.7"
    static let node = TestDevice.Wish(role: "node", scopes: [], clientID: "openclaw-ios", mode: "node", platform: "ios")

    /// The secret of a new setup code.
    private static func secret(_ live: LiveGateway, _ socket: LiveSocket, profile: String = "limited") async throws -> JSONValue {
        let url: JSONValue = .string("ws://127.0.0.1:\(live.port)")
        let answer = try await socket.call("device.pair.setupCode", ["publicUrl": url, "bootstrapProfile": .string(profile)])
        let code = try #require(answer["setupCode"]?.stringValue.flatMap { Base64URL.decode($0) })
        let content = try JSONValue(parsing: code)
        #expect(content["url"] == url)
        #expect(answer["gatewayUrl"] == url)
        return content["bootstrapToken"] ?? .null
    }

    private static func wish(_ secret: JSONValue, _ base: TestDevice.Wish = node) -> TestDevice.Wish {
        var wish = base
        wish.auth = ["bootstrapToken": secret]
        return wish
    }

    @Test func aSetupCodePairsADeviceForItsRoles() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let secret = try await Self.secret(live, admin)
            let (socket, hello) = try await live.enter(device, Self.wish(secret), from: Self.elsewhere)
            #expect(hello["auth"]?["role"]?.stringValue == "node")
            #expect(hello["auth"]?["scopes"] == [])
            let tokens = try #require(hello["auth"]?["deviceTokens"]?.arrayValue)
            #expect(tokens.map { $0["role"] } == ["node", "operator"])
            #expect(tokens.first?["deviceToken"] == hello["auth"]?["deviceToken"])
            #expect(tokens.last?["scopes"] == ["operator.read", "operator.write", "operator.approvals"])
            #expect(try await admin.event("device.pair.resolved")["payload"]?["decision"]?.stringValue == "approved")
            let operatorWish = TestDevice.Wish(
                scopes: ["operator.read", "operator.write"],
                auth: ["deviceToken": tokens.last?["deviceToken"] ?? .null],
                clientID: "openclaw-ios",
                platform: "ios"
            )
            let (phone, _) = try await live.enter(device, operatorWish, from: Self.elsewhere)
            #expect(try await phone.call("status")["runtimeVersion"]?.stringValue == Gateway.version)
            for socket in [socket, phone, admin] { await socket.close() }
        }
    }

    @Test("CVE-2026-53862: a setup code counts once, and gives neither another device nor more scopes anything")
    func CVE_2026_53862_aSetupCodeCountsOnceAndForItsScopesOnly() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let (device, other) = (try TestDevice(), try TestDevice())
            let secret = try await Self.secret(live, admin)
            // A request that waits is not what the code answers, and does not grow by it.
            let waiting = try await live.refusal(other, .init(scopes: ["operator.read"]), from: Self.elsewhere).error
            let wider = TestDevice.Wish(scopes: ["operator.admin"], clientID: "openclaw-ios", platform: "ios")
            let refused = try await live.refusal(other, Self.wish(secret, wider), from: Self.elsewhere).error
            #expect(refused["details"]?["code"]?.stringValue == "AUTH_SCOPE_MISMATCH")
            let request = live.gateway.pairing.book.deviceRequests.first
            #expect(request?.id == waiting["details"]?["requestId"]?.stringValue)
            #expect(request?.scopes == .read)

            await (try live.enter(device, Self.wish(secret), from: Self.elsewhere)).0.close()
            for device in [device, other] {
                let again = try await live.refusal(device, Self.wish(secret), from: Self.elsewhere)
                #expect(again.error["details"]?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID")
                #expect(again.end.code == 1008)
            }
            #expect(live.gateway.pairing.book.devices.count == 1)
            #expect(live.gateway.pairing.book.devices.values.first?.scopes == [.read, .write, .approvals])
            await admin.close()
        }
    }

    @Test("CVE-2026-53843: a setup code does not bring a revoked device back") func CVE_2026_53843_aSetupCodeBringsNoRevokedDeviceBack()
        async throws
    {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            await (try live.enter(device, Self.wish(try await Self.secret(live, admin)), from: Self.elsewhere)).0.close()
            _ = try await admin.call("device.token.revoke", ["deviceId": .string(device.id), "role": "node"])
            let error = try await live.refusal(device, Self.wish(try await Self.secret(live, admin)), from: Self.elsewhere).error
            #expect(error["details"]?["code"]?.stringValue == "PAIRING_REQUIRED")
            #expect(live.gateway.pairing.book.devices.values.first?.liveToken(.node) == nil)
            await admin.close()
        }
    }

    @Test func aSetupCodeEndsAfterTenMinutesAndIsKeptAsADigestOnly() async throws {
        let clock = ManualWallClock()
        let store = SharedPairingStore()
        let configuration = GatewayConfiguration(wallClock: clock)
        try await LiveGateway.run(configuration: configuration, pairingStore: store, change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let secret = try await Self.secret(live, admin)
            let kept = String(decoding: try store.load().json.serialized(), as: UTF8.self)
            #expect(kept.contains("digest"))
            #expect(!kept.contains(secret.stringValue ?? "missing"))
            clock.advance(by: .seconds(601))
            let error = try await live.refusal(try TestDevice(), Self.wish(secret), from: Self.elsewhere).error
            #expect(error["details"]?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID")
            await admin.close()
        }
    }

    @Test func aSetupCodeOutlivesTheGatewayAndNotTheSecretItWasMadeWith() async throws {
        let store = SharedPairingStore()
        let secrets = SharedValue<[JSONValue]>([])
        try await LiveGateway.run(pairingStore: store, change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            secrets.set([try await Self.secret(live, admin), try await Self.secret(live, admin)])
            await admin.close()
        }
        try await LiveGateway.run(pairingStore: store, change: trustLocalProxy) { live in
            await (try live.enter(try TestDevice(), Self.wish(secrets.value[0]), from: Self.elsewhere)).0.close()
            live.server.replaceAuthentication(AuthenticationSettings(mode: .token("another-token")))
            try await eventually { live.gateway.pairing.book.bootstraps.isEmpty }
            let error = try await live.refusal(try TestDevice(), Self.wish(secrets.value[1]), from: Self.elsewhere).error
            #expect(error["details"]?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID")
        }
    }

    @Test func guessedSetupCodesAreCounted() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            var codes: [String?] = []
            for number in 0..<11 {
                let wish = Self.wish(.string("guess-\(number)"))
                codes.append(try await live.refusal(try TestDevice(), wish, from: Self.elsewhere).error["details"]?["code"]?.stringValue)
            }
            #expect(codes == Array(repeating: "AUTH_BOOTSTRAP_TOKEN_INVALID", count: 10) + ["AUTH_RATE_LIMITED"])
        }
    }

    @Test func nobodyMakesACodeThatGivesWhatTheyLack() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let url: JSONValue = "wss://claw.example.org"
            let pairer = try await live.connect(mode: "cli", scopes: ["operator.pairing"])
            let denied = try await pairer.failure("device.pair.setupCode", ["publicUrl": url])
            #expect(denied["details"]?["code"]?.stringValue == "MISSING_SCOPE")
            #expect(try await pairer.call("device.pair.setupCode", ["publicUrl": url, "bootstrapProfile": "node"])["roles"] == ["node"])
            let reader = try await live.connect(scopes: ["operator.write"])
            #expect(try await reader.failure("device.pair.setupCode")["details"]?["missingScope"]?.stringValue == "operator.pairing")
            let device = try TestDevice()
            let scopes = ["operator.pairing", "operator.read", "operator.write", "operator.approvals"]
            let (first, hello) = try await live.enter(device, .init(scopes: scopes))
            await first.close()
            let own = TestDevice.Wish(scopes: scopes, auth: ["deviceToken": hello["auth"]?["deviceToken"] ?? .null])
            let (byToken, _) = try await live.enter(device, own, from: Self.elsewhere)
            let error = try await byToken.failure("device.pair.setupCode", ["publicUrl": url])
            #expect(error["details"]?["missingScope"]?.stringValue == "operator.admin")
            for socket in [pairer, reader, byToken] { await socket.close() }
        }
    }

    @Test(
        arguments: [
            (nil, "publicUrl"), ("ftp://a.example", "publicUrl"), ("ws://claw.example.org", "wss://"), ("wss://user:pw@a.example", "credentials"),
        ] as [(String?, String)]
    ) func anAddressThatCannotBeUsedIsRefused(url: String?, word: String) async throws {
        try await LiveGateway.run { live in
            let admin = try await live.operatorClient()
            var params: JSONObject = [:]
            params["publicUrl"] = url.map { .string($0) }
            #expect(try await admin.failure("device.pair.setupCode", params)["message"]?.stringValue?.contains(word) == true)
            #expect(live.gateway.pairing.book.bootstraps.isEmpty)
            await admin.close()
        }
    }

    @Test func openCodesAreBoundedAndEndWithTheDeviceThatMadeThem() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (socket, _) = try await live.enter(device, .init(scopes: ["operator.admin"]))
            for _ in 0..<PairingBook.maximumBootstraps { _ = try await Self.secret(live, socket) }
            let error = try await socket.failure("device.pair.setupCode", ["publicUrl": "wss://claw.example.org"])
            #expect(error["code"]?.stringValue == "UNAVAILABLE")
            let admin = try await live.operatorClient()
            _ = try await admin.call("device.token.revoke", ["deviceId": .string(device.id), "role": "operator"])
            #expect(live.gateway.pairing.book.bootstraps.isEmpty)
            await admin.close()
        }
    }

    @Test func nodesAreAskedForAndTheirTokensChecked() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let (socket, hello) = try await live.enter(device, Self.wish(try await Self.secret(live, admin, profile: "node")), from: Self.elsewhere)
            let id: JSONValue = .string(device.id)
            let asked = try await admin.call("node.pair.request", ["nodeId": id, "platform": "ios", "commands": ["canvas.present"]])
            #expect(asked["status"]?.stringValue == "pending")
            #expect(asked["created"]?.boolValue == true)
            let again = try await admin.call("node.pair.request", ["nodeId": id, "platform": "ios", "commands": ["canvas.present"]])
            #expect(again["created"]?.boolValue == false)
            #expect(again["request"]?["requestId"] == asked["request"]?["requestId"])
            _ = try await admin.call("node.pair.approve", ["requestId": asked["request"]?["requestId"] ?? .null])
            let token = hello["auth"]?["deviceToken"] ?? .null
            let right = try await admin.call("node.pair.verify", ["nodeId": id, "token": token])
            #expect(right["ok"]?.boolValue == true)
            #expect(right["node"]?["commands"] == ["canvas.present"])
            for (node, shown) in [(id, "wrong" as JSONValue), ("unknown", token)] {
                #expect(try await admin.call("node.pair.verify", ["nodeId": node, "token": shown]) == ["ok": false])
            }
            for socket in [socket, admin] { await socket.close() }
        }
    }
}
