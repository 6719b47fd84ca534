// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

/// Device identity over the live socket (PROTOCOL 1.6–1.8).
@Suite struct DeviceHandshakeTests {
    @Test(arguments: [2, 3]) func aDeviceOnThisMachineIsPairedSilentlyAndComesBackWithItsToken(version: Int) async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (first, hello) = try await live.enter(device, .init(version: version))
            #expect(hello["auth"]?["role"]?.stringValue == "operator")
            #expect(hello["auth"]?["scopes"] == ["operator.read", "operator.write"])
            let token = try #require(hello["auth"]?["deviceToken"]?.stringValue)
            #expect(hello["auth"]?["issuedAtMs"]?.intValue != nil)
            await first.close()
            for auth: JSONObject in [["deviceToken": .string(token)], ["token": .string(token)]] {
                let (again, hello) = try await live.enter(device, .init(auth: auth, version: version))
                #expect(hello["auth"]?["deviceToken"]?.stringValue == token)
                #expect(hello["snapshot"]?["presence"]?.arrayValue?.contains { $0["deviceId"]?.stringValue == device.id } == true)
                await again.close()
            }
        }
    }

    /// A proof that does not hold.
    struct Flaw: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var wish: TestDevice.Wish
        var code: String
        var reason: String
    }

    static let flaws: [Flaw] = [
        Flaw(
            testDescription: "signature over another payload",
            wish: .init(tamper: { $0["scopes"] = ["operator.admin"] }),
            code: "DEVICE_AUTH_SIGNATURE_INVALID",
            reason: "device-signature"
        ),
        Flaw(
            testDescription: "signature cut off",
            wish: .init(tamper: { $0["device", default: [:]]["signature"] = "AAAA" }),
            code: "DEVICE_AUTH_SIGNATURE_INVALID",
            reason: "device-signature"
        ),
        Flaw(
            testDescription: "token changed after signing",
            wish: .init(tamper: { $0["auth"] = ["token": .string(LiveGateway.token), "deviceToken": "x"] }).signing("other"),
            code: "DEVICE_AUTH_SIGNATURE_INVALID",
            reason: "device-signature"
        ),
        Flaw(testDescription: "v1 payload", wish: .init(version: 1), code: "DEVICE_AUTH_SIGNATURE_INVALID", reason: "device-signature"),
        Flaw(
            testDescription: "signed an hour ago",
            wish: .init(skew: -3_600_000),
            code: "DEVICE_AUTH_SIGNATURE_EXPIRED",
            reason: "device-signature-stale"
        ),
        Flaw(
            testDescription: "signed in an hour",
            wish: .init(skew: 3_600_000),
            code: "DEVICE_AUTH_SIGNATURE_EXPIRED",
            reason: "device-signature-stale"
        ),
        Flaw(testDescription: "no nonce", wish: .init(nonce: ""), code: "DEVICE_AUTH_NONCE_REQUIRED", reason: "device-nonce-missing"),
        Flaw(
            testDescription: "another nonce",
            wish: .init(nonce: "0b1c"),
            code: "DEVICE_AUTH_NONCE_MISMATCH",
            reason: "device-nonce-mismatch"
        ),
        Flaw(
            testDescription: "another device's name",
            wish: .init(tamper: { $0["device", default: [:]]["id"] = .string(String(repeating: "a", count: 64)) }),
            code: "DEVICE_AUTH_DEVICE_ID_MISMATCH",
            reason: "device-id-mismatch"
        ),
        Flaw(
            testDescription: "no key",
            wish: .init(tamper: { $0["device", default: [:]]["publicKey"] = "AAAA" }),
            code: "DEVICE_AUTH_DEVICE_ID_MISMATCH",
            reason: "device-id-mismatch"
        ),
    ]

    @Test(arguments: flaws) func aProofThatDoesNotHoldIsRefusedWithTheCodesOfTheProtocol(flaw: Flaw) async throws {
        try await LiveGateway.run { live in
            let (error, end) = try await live.refusal(try TestDevice(), flaw.wish)
            #expect(error["code"]?.stringValue == "INVALID_REQUEST")
            #expect(error["details"]?["code"]?.stringValue == flaw.code, "\(error)")
            #expect(error["details"]?["reason"]?.stringValue == flaw.reason)
            #expect(end.code == 1008)
            #expect(!end.reason.isEmpty)
            #expect(live.gateway.pairing.book.devices.isEmpty)
        }
    }

    @Test func aNonceOfAnotherConnectionIsRefused() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let first = try await live.open()
            let seen = try await first.event("connect.challenge")["payload"]?["nonce"]?.stringValue
            let params = try device.params(.init(), challenge: ["nonce": .string(seen ?? ""), "ts": .int(live.gateway.now().milliseconds)])
            #expect(try await first.call("connect", params)["type"]?.stringValue == "hello-ok")
            let replay = try await live.open()
            let error = try await replay.failure("connect", params)
            #expect(error["details"]?["code"]?.stringValue == "DEVICE_AUTH_NONCE_MISMATCH")
            await first.close()
        }
    }

    @Test func aKeyInPEMIsTaken() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let pem = String(decoding: try OpenSSLCryptoProvider().ed25519PublicKeyPEM(device.keys.publicKey), as: UTF8.self)
            let (socket, _) = try await live.enter(device, .init(tamper: { $0["device", default: [:]]["publicKey"] = .string(pem) }))
            #expect(live.gateway.pairing.book.devices.values.first?.publicKey == device.publicKey)
            await socket.close()
        }
    }

    @Test func aDeviceFromElsewhereWaitsForApproval() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let (error, end) = try await live.refusal(device, from: "203.0.113.7")
            #expect(error["code"]?.stringValue == "NOT_PAIRED")
            #expect(error["message"]?.stringValue?.hasPrefix("pairing required: ") == true)
            let details = error["details"]
            #expect(details?["code"]?.stringValue == "PAIRING_REQUIRED")
            #expect(details?["reason"]?.stringValue == "not-paired")
            #expect(details?["deviceId"]?.stringValue == device.id)
            #expect(details?["requestedScopes"] == ["operator.read", "operator.write"])
            #expect(details?["approvedScopes"] == [])
            let request = try #require(details?["requestId"]?.stringValue)
            #expect(end.code == 1008)
            #expect(end.reason.hasSuffix("(requestId: \(request))"))
            let event = try await admin.event("device.pair.requested")
            #expect(event["payload"]?["requestId"]?.stringValue == request)
            #expect(event["payload"]?["remoteIp"]?.stringValue == "203.0.113.7")

            // The same wish is the same request; a greater one is another.
            let again = try await live.refusal(device, from: "203.0.113.7").error
            #expect(again["details"]?["requestId"]?.stringValue == request)
            let more = try await live.refusal(device, .init(scopes: ["operator.admin"]), from: "203.0.113.7").error
            let newer = try #require(more["details"]?["requestId"]?.stringValue)
            #expect(newer != request)
            let superseded = try await admin.event("device.pair.resolved")
            #expect(superseded["payload"]?["decision"]?.stringValue == "superseded")
            _ = try await admin.failure("device.pair.approve", ["requestId": .string(request)])

            let approved = try await admin.call("device.pair.approve", ["requestId": .string(newer)])
            #expect(approved["device"]?["scopes"] == ["operator.admin"])
            #expect(approved["device"]?["tokens"]?[0]?["token"] == nil)
            let resolved = try await admin.event("device.pair.resolved") { $0["requestId"]?.stringValue == newer }
            #expect(resolved["payload"]?["decision"]?.stringValue == "approved")
            let (socket, hello) = try await live.enter(device, .init(scopes: ["operator.admin"]), from: "203.0.113.7")
            let token = try #require(hello["auth"]?["deviceToken"]?.stringValue)
            let (other, _) = try await live.enter(device, .init(auth: ["deviceToken": .string(token)]), from: "198.51.100.9")
            for socket in [socket, other, admin] { await socket.close() }
        }
    }

    @Test func moreThanWasApprovedHasToBeApproved() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let device = try TestDevice()
            let (first, hello) = try await live.enter(device, .init(scopes: ["operator.read"]))
            await first.close()
            let token = hello["auth"]?["deviceToken"] ?? .null
            let scope = try await live.refusal(device, .init(scopes: ["operator.admin"]), from: "203.0.113.7").error
            #expect(scope["details"]?["reason"]?.stringValue == "scope-upgrade")
            #expect(scope["details"]?["approvedScopes"] == ["operator.read"])
            let byToken = try await live.refusal(
                device,
                .init(scopes: ["operator.admin"], auth: ["deviceToken": token]),
                from: "203.0.113.7"
            ).error
            #expect(byToken["details"]?["code"]?.stringValue == "AUTH_SCOPE_MISMATCH")
            let role = try await live.refusal(device, .init(role: "node", scopes: [])).error
            #expect(role["details"]?["reason"]?.stringValue == "role-upgrade")
            let machine = try await live.refusal(device, .init(scopes: ["operator.read"], platform: "windows")).error
            #expect(machine["details"]?["reason"]?.stringValue == "metadata-upgrade")
            // At the machine itself, with the secret, more scopes need nobody else.
            let (local, wider) = try await live.enter(device, .init(scopes: ["operator.admin"]))
            #expect(wider["auth"]?["scopes"] == ["operator.admin"])
            await local.close()
        }
    }

    @Test func wrongTokensOfAPairedDeviceSayWhatCanHelp() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            await (try live.enter(device)).0.close()
            let shared = try await live.refusal(device, .init(auth: ["token": "wrong"])).error
            #expect(shared["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            #expect(shared["details"]?["canRetryWithDeviceToken"]?.boolValue == true)
            #expect(shared["details"]?["recommendedNextStep"]?.stringValue == "retry_with_device_token")
            let own = try await live.refusal(device, .init(auth: ["deviceToken": "wrong"])).error
            #expect(own["details"]?["code"]?.stringValue == "AUTH_DEVICE_TOKEN_MISMATCH")
            #expect(own["details"]?["canRetryWithDeviceToken"]?.boolValue == false)
            let none = try await live.refusal(device, .init(auth: [:])).error
            #expect(none["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISSING")
            let bootstrap = try await live.refusal(device, .init(auth: ["bootstrapToken": "abc"])).error
            #expect(bootstrap["details"]?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID")
        }
    }

    @Test func aNodeIsConnectedWithTheCommandsThatWereApproved() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let node = try TestDevice()
            let wish = TestDevice.Wish(
                role: "node",
                scopes: [],
                clientID: "node-host",
                mode: "node",
                commands: ["system.run", "canvas.present"]
            )
            let first = try await live.refusal(node, wish, from: "203.0.113.7").error
            #expect(first["details"]?["reason"]?.stringValue == "not-paired")
            _ = try await admin.call("device.pair.approve", ["requestId": first["details"]?["requestId"] ?? .null])
            let (socket, hello) = try await live.enter(node, wish, from: "203.0.113.7")
            #expect(hello["auth"]?["role"]?.stringValue == "node")
            #expect(hello["auth"]?["scopes"] == [])
            let requested = try await admin.event("node.pair.requested")
            #expect(requested["payload"]?["commands"] == ["system.run", "canvas.present"])
            let id = NodeID(rawValue: node.id)
            #expect(live.gateway.pairing.approvedCommands(of: id, offered: wish.commands).isEmpty)
            let pairer = try await live.connect(mode: "cli", scopes: ["operator.pairing", "operator.write"])
            let denied = try await pairer.failure("node.pair.approve", ["requestId": requested["payload"]?["requestId"] ?? .null])
            #expect(denied["details"]?["missingScope"]?.stringValue == "operator.admin")
            _ = try await admin.call("node.pair.approve", ["requestId": requested["payload"]?["requestId"] ?? .null])
            #expect(live.gateway.pairing.approvedCommands(of: id, offered: ["system.run", "sms.send"]) == ["system.run"])
            #expect(try await admin.call("node.pair.list")["paired"]?[0]?["nodeId"]?.stringValue == node.id)
            _ = try await admin.call("node.rename", ["nodeId": .string(node.id), "displayName": "Workshop"])
            #expect(try await admin.call("node.pair.list")["paired"]?[0]?["displayName"]?.stringValue == "Workshop")
            _ = try await admin.call("node.pair.remove", ["nodeId": .string(node.id)])
            #expect(try await socket.end().code == 4001)
            for socket in [admin, pairer] { await socket.close() }
        }
    }

    @Test func aNodeOnThisMachineWithTheSecretNeedsNobody() async throws {
        try await LiveGateway.run { live in
            let node = try TestDevice()
            let (socket, _) = try await live.enter(node, .init(role: "node", scopes: [], mode: "node", commands: ["system.run"]))
            #expect(live.gateway.pairing.approvedCommands(of: NodeID(rawValue: node.id), offered: ["system.run"]) == ["system.run"])
            #expect(try await socket.failure("status")["message"]?.stringValue == "unauthorized role: node")
            #expect(try await socket.call("health")["ok"]?.boolValue == true)
            await socket.close()
        }
    }
}

extension TestDevice.Wish {
    /// Signs another token than the one that is shown.
    fileprivate func signing(_ token: String) -> Self {
        var wish = self
        wish.auth = ["token": .string(token)]
        return wish
    }
}
