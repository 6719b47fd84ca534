// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawTesting
import OpenClawWire
import Testing

/// Users whom `tailscale serve` announces and `tailscale whois` confirms.
@Suite(.timeLimit(.minutes(5))) struct TailscaleTests {
    private static let fields = [
        "Tailscale-User-Login": "ann@example.org", "X-Forwarded-For": "100.64.0.7", "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "claw.tail1234.ts.net",
    ]

    private static func run(
        _ asked: SharedValue<[String]> = SharedValue([]),
        owner: String? = "ann@example.org",
        _ body: @Sendable (LiveGateway) async throws -> Void
    ) async throws {
        try await LiveGateway.run(change: { configuration in
            configuration.identifyTailscaleAddress = { address in
                asked.change { $0.append(address) }
                return owner
            }
        }) { try await body($0) }
    }

    @Test func aConfirmedUserSignsInAndTheDeviceWaitsForAPerson() async throws {
        let asked = SharedValue<[String]>([])
        try await Self.run(asked) { live in
            // Without a device there are no scopes: a name is no right.
            let socket = try await live.open(fields: Self.fields)
            let hello = try await socket.call("connect", ConnectFrame.params(auth: nil))
            #expect(hello["auth"]?["scopes"]?.arrayValue == [])
            #expect(asked.value == ["100.64.0.7"])

            let device = try TestDevice()
            var wish = TestDevice.Wish()
            wish.auth = [:]
            let first = try await live.open(fields: Self.fields)
            let challenge = try await first.event("connect.challenge")["payload"] ?? .null
            let error = try await first.failure("connect", device.params(wish, challenge: challenge))
            #expect(error["details"]?["code"]?.stringValue == "PAIRING_REQUIRED")
            let person = try await live.operatorClient()
            _ = try await person.call("device.pair.approve", ["requestId": error["details"]?["requestId"] ?? .null])
            let second = try await live.open(fields: Self.fields)
            let again = try await second.event("connect.challenge")["payload"] ?? .null
            let admitted = try await second.call("connect", device.params(wish, challenge: again))
            #expect(admitted["auth"]?["scopes"]?.arrayValue?.contains("operator.read") == true)
        }
    }

    @Test(arguments: [
        (String?.none, "AUTH_TAILSCALE_WHOIS_FAILED"), ("eve@example.org", "AUTH_TAILSCALE_IDENTITY_MISMATCH"),
    ]) func whomWhoisDoesNotConfirmIsNobody(owner: String?, code: String) async throws {
        try await Self.run(owner: owner) { live in
            let socket = try await live.open(fields: Self.fields)
            let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
            #expect(error["details"]?["code"]?.stringValue == code)
            #expect(try await socket.end().code == 1008)
        }
    }

    @Test(arguments: ["Tailscale-User-Login", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"])
    func withoutEveryFieldNobodyIsAsked(missing: String) async throws {
        let asked = SharedValue<[String]>([])
        try await Self.run(asked) { live in
            let socket = try await live.open(fields: Self.fields.filter { $0.key != missing })
            let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
            #expect(error["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISSING")
            #expect(asked.value.isEmpty)
        }
    }

    @Test func whoShowsACredentialIsJudgedByItAlone() async throws {
        let asked = SharedValue<[String]>([])
        try await Self.run(asked) { live in
            let wrong = try await live.open(fields: Self.fields)
            let error = try await wrong.failure("connect", ConnectFrame.params(auth: ["token": "guessed"]))
            #expect(error["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            let right = try await live.open(fields: Self.fields)
            #expect(try await right.call("connect", ConnectFrame.params())["type"]?.stringValue == "hello-ok")
            #expect(asked.value.isEmpty)
        }
    }

    @Test("CVE-2026-32045: a confirmed user signs in over the WebSocket only", arguments: ["/metrics", "/sessions/main/history"])
    func CVE_2026_32045_aConfirmedUserSignsInOverTheWebSocketOnly(path: String) async throws {
        let asked = SharedValue<[String]>([])
        try await Self.run(asked) { live in
            var fields = HTTPFields()
            for (name, value) in Self.fields { fields.set(HTTPFieldName(name), value) }
            let (head, _) = try await live.http(.get, path, fields: fields)
            #expect(head.status == .unauthorized)
            #expect(asked.value.isEmpty)
        }
    }
}
