// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawWire
import Testing

/// One test for each published advisory about authentication, pairing, scopes and origins (Docs/Security.md has the whole list).
@Suite struct AdvisoryTests {
    static let elsewhere = "203.0.113.7"

    @Test(
        "CVE-2026-25593 GHSA-g55j-c2v4-pjcg: nothing but connect is answered before authentication",
        arguments: [
            "config.apply", "config.get", "health", "device.pair.approve", "node.invoke", "chat.send",
        ]
    ) func CVE_2026_25593_GHSA_g55j_c2v4_pjcg_nothingBeforeAuthentication(method: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            let error = try await socket.failure(method)
            #expect(error["message"]?.stringValue == "invalid handshake: first request must be connect")
            #expect(try await socket.end().code == 1008)
        }
    }

    @Test("CVE-2026-28472: a token that is merely there does not replace the device's proof", arguments: ["wrong", LiveGateway.token])
    func CVE_2026_28472_aTokenDoesNotReplaceTheProof(token: String) async throws {
        try await LiveGateway.run { live in
            let wish = TestDevice.Wish(auth: ["token": .string(token)], tamper: { $0["device", default: [:]]["signature"] = "AAAA" })
            let error = try await live.refusal(try TestDevice(), wish).error
            #expect(error["details"]?["code"]?.stringValue == "DEVICE_AUTH_SIGNATURE_INVALID")
        }
    }

    @Test("GHSA-rqpp-rjj8-7wv8: scopes that nothing binds are cleared", arguments: ["cli", "backend", "ui", "webchat", "test"])
    func GHSA_rqpp_rjj8_7wv8_unboundScopesAreCleared(mode: String) async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let socket = try await live.open(from: Self.elsewhere)
            let hello = try await socket.call("connect", ConnectFrame.params(id: "gateway-client", mode: mode, scopes: ["operator.admin"]))
            #expect(hello["auth"]?["scopes"] == [])
            #expect(try await socket.failure("status")["details"]?["code"]?.stringValue == "MISSING_SCOPE")
            await socket.close()
        }
    }

    @Test("CVE-2026-35663 GHSA-9hjh-fr4f-gxc4: a client's labels are no authority", arguments: ConnectLabels.all)
    func CVE_2026_35663_GHSA_9hjh_fr4f_gxc4_labelsAreNoAuthority(labels: ConnectLabels) async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let device = try TestDevice()
            await (try live.enter(device, .init(scopes: ["operator.read"]))).0.close()
            let wish = TestDevice.Wish(scopes: ["operator.admin"], clientID: labels.id, mode: labels.mode)
            let error = try await live.refusal(device, wish, from: Self.elsewhere).error
            #expect(error["details"]?["reason"]?.stringValue == "scope-upgrade")
        }
    }

    @Test("GHSA-4jpw-hj22-2xmc: a rotated token has no scopes its maker lacks") func GHSA_4jpw_hj22_2xmc_rotationDoesNotWiden() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            await (try live.enter(device, .init(scopes: ["operator.admin"]))).0.close()
            let pairer = try await live.connect(mode: "cli", scopes: ["operator.pairing"])
            let params: JSONObject = ["deviceId": .string(device.id), "role": "operator"]
            for scopes: JSONValue in [["operator.admin"], ["operator.read"], .null] {
                var params = params
                params["scopes"] = scopes
                let error = try await pairer.failure("device.token.rotate", params)
                #expect(error["code"]?.stringValue == "FORBIDDEN", "\(error)")
            }
            #expect(live.gateway.pairing.book.devices.values.first?.tokens[.operator]?.rotatedAt == nil)
            await pairer.close()
        }
    }

    @Test("CVE-2026-53852 GHSA-8mg9-j9cf-54cj: an empty set of scopes is empty, not any") func CVE_2026_53852_GHSA_8mg9_j9cf_54cj_emptyIsEmpty() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let first = try await live.refusal(device, .init(scopes: []), from: Self.elsewhere).error
            _ = try await admin.call("device.pair.approve", ["requestId": first["details"]?["requestId"] ?? .null])
            let (socket, hello) = try await live.enter(device, .init(scopes: []), from: Self.elsewhere)
            #expect(hello["auth"]?["scopes"] == [])
            #expect(try await socket.failure("status")["code"]?.stringValue == "FORBIDDEN")
            let token = hello["auth"]?["deviceToken"] ?? .null
            let wider = TestDevice.Wish(scopes: ["operator.read"], auth: ["deviceToken": token])
            #expect(try await live.refusal(device, wider).error["details"]?["code"]?.stringValue == "AUTH_SCOPE_MISMATCH")
            let more = try await live.refusal(device, .init(scopes: ["operator.read"]), from: Self.elsewhere).error
            #expect(more["details"]?["reason"]?.stringValue == "scope-upgrade")
            for socket in [admin, socket] { await socket.close() }
        }
    }

    @Test("CVE-2026-53862: nothing widens a request that waits") func CVE_2026_53862_aWaitingRequestDoesNotGrow() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let small = try await live.refusal(device, .init(scopes: ["operator.read"]), from: Self.elsewhere).error
            _ = try await live.refusal(device, .init(scopes: ["operator.admin"]), from: Self.elsewhere)
            let error = try await admin.failure("device.pair.approve", ["requestId": small["details"]?["requestId"] ?? .null])
            #expect(error["message"]?.stringValue?.hasPrefix("unknown requestId") == true)
            #expect(live.gateway.pairing.book.devices.isEmpty)
            for token in ["abc", LiveGateway.token] {
                let wish = TestDevice.Wish(auth: ["bootstrapToken": .string(token)])
                let error = try await live.refusal(device, wish).error
                #expect(error["details"]?["code"]?.stringValue == "AUTH_BOOTSTRAP_TOKEN_INVALID")
            }
            await admin.close()
        }
    }

    @Test("CVE-2026-53843: a revoked token stays revoked, whoever is still connected", arguments: ["operator", "node"])
    func CVE_2026_53843_revocationBlocks(role: String) async throws {
        try await LiveGateway.run { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let scopes = role == "node" ? [] : ["operator.pairing", "operator.read"]
            let (socket, hello) = try await live.enter(device, .init(role: role, scopes: scopes))
            let token = hello["auth"]?["deviceToken"] ?? .null
            _ = try await admin.call("device.token.revoke", ["deviceId": .string(device.id), "role": .string(role)])
            #expect(try await socket.end().code == 4001)
            let byToken = try await live.refusal(device, .init(role: role, scopes: scopes, auth: ["deviceToken": token])).error
            #expect(byToken["details"]?["code"]?.stringValue == "AUTH_DEVICE_TOKEN_MISMATCH")
            // Not even the shared secret on the machine itself brings it back without a person.
            let bySecret = try await live.refusal(device, .init(role: role, scopes: scopes)).error
            #expect(bySecret["details"]?["code"]?.stringValue == "PAIRING_REQUIRED")
            let rotation = try await admin.failure("device.token.rotate", ["deviceId": .string(device.id), "role": .string(role)])
            #expect(rotation["code"]?.stringValue == "INVALID_REQUEST")
            await admin.close()
        }
    }

    @Test("CVE-2026-41356 CVE-2026-42421: rotation ends the connections of the old token") func CVE_2026_41356_CVE_2026_42421_rotationEndsConnections() async throws {
        try await LiveGateway.run { live in
            let admin = try await live.operatorClient()
            let device = try TestDevice()
            let (socket, hello) = try await live.enter(device)
            let (second, _) = try await live.enter(device, .init(auth: ["deviceToken": hello["auth"]?["deviceToken"] ?? .null]))
            let answer = try await admin.call("device.token.rotate", ["deviceId": .string(device.id), "role": "operator"])
            #expect(try await socket.end().code == 4001)
            #expect(try await second.end().code == 4001)
            let old = try await live.refusal(device, .init(auth: ["deviceToken": hello["auth"]?["deviceToken"] ?? .null])).error
            #expect(old["details"]?["code"]?.stringValue == "AUTH_DEVICE_TOKEN_MISMATCH")
            let (again, _) = try await live.enter(device, .init(auth: ["deviceToken": answer["token"] ?? .null]))
            await again.close()
            // The shared token: see AuthenticationModeTests.
            let shared = try await live.connect()
            live.server.replaceAuthentication(AuthenticationSettings(mode: .token("new")))
            #expect(try await shared.end().code == 4001)
        }
    }

    @Test("GHSA-68x5-xx89-w9mm: each handshake goes by the settings of the moment") func GHSA_68x5_xx89_w9mm_settingsAreReadPerHandshake() async throws {
        try await LiveGateway.run { live in
            let waiting = try await live.open()
            _ = try await waiting.event("connect.challenge")
            live.server.replaceAuthentication(AuthenticationSettings(mode: .password("new")))
            let error = try await waiting.failure("connect", ConnectFrame.params())
            #expect(error["details"]?["code"]?.stringValue == "AUTH_PASSWORD_MISSING")
            let (head, _) = try await live.http(.get, "/metrics", fields: [.authorization: "Bearer \(LiveGateway.token)"])
            #expect(head.status == .unauthorized)
        }
    }

    @Test("CVE-2026-32057: the control page's name does not skip pairing behind a proxy") func CVE_2026_32057_thePagesNameSkipsNothing() async throws {
        let proxy = ServerAuthentication.trustedProxy(TrustedProxyAuthentication(userHeader: "X-User", allowLoopback: true))
        try await LiveGateway.run(authentication: proxy, change: trustLocalProxy) { live in
            let socket = try await live.open(from: Self.elsewhere, fields: ["X-User": "ada"])
            let hello = try await socket.call(
                "connect",
                ConnectFrame.params(id: "openclaw-control-ui", scopes: ["operator.admin"], auth: nil)
            )
            #expect(hello["auth"]?["scopes"] == [])
            await socket.close()
        }
    }

    @Test("ClawJacked, CVE-2026-41913: a page on this machine cannot guess tokens without end") func ClawJacked_CVE_2026_41913_pagesAreCountedOnLoopback()
        async throws
    {
        try await LiveGateway.run { live in
            let origin = "http://localhost:\(live.port)"
            func guess() async throws -> String? {
                let socket = try await live.open(origin: origin)
                let error = try await socket.failure("connect", ConnectFrame.params(auth: ["token": "guess", "deviceToken": "any"]))
                return error["details"]?["code"]?.stringValue
            }
            for _ in 0..<10 {
                let code = try await guess()
                #expect(code == "AUTH_TOKEN_MISMATCH")
            }
            let code = try await guess()
            #expect(code == "AUTH_RATE_LIMITED")
        }
    }

    @Test("issues 16876 and 64162: the limiter is on by default, and a device's token in the request does not switch it off")
    func issue_16876_issue_64162_theLimiterIsOnAndCountsDeviceTokens() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let device = try TestDevice()
            await (try live.enter(device)).0.close()
            func guess(_ auth: JSONObject) async throws -> String? {
                try await live.refusal(device, .init(auth: auth), from: Self.elsewhere).error["details"]?["code"]?.stringValue
            }
            for number in 0..<10 {
                let code = try await guess(["deviceToken": .string("guess-\(number)")])
                #expect(code == "AUTH_DEVICE_TOKEN_MISMATCH")
            }
            let code = try await guess(["deviceToken": "another"])
            #expect(code == "AUTH_RATE_LIMITED")
        }
    }

    @Test("PR #57647: parallel guesses do not beat the limiter") func PR_57647_parallelGuessesAreCounted() async throws {
        try await LiveGateway.run(change: trustLocalProxy) { live in
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        let socket = try await live.open(from: Self.elsewhere)
                        return try await socket.failure("connect", ConnectFrame.params(auth: ["token": "guess"]))["details"]?["code"]?
                            .stringValue
                    }
                }
                return try await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == "AUTH_TOKEN_MISMATCH" } == 10)
            #expect(codes.count { $0 == "AUTH_RATE_LIMITED" } == 20)
        }
    }

    @Test("CVE-2026-41399 GHSA-f44p-c7w9-7xr7, CVE-2026-100558: a socket that does not authenticate is bounded in time and number")
    func CVE_2026_41399_GHSA_f44p_c7w9_7xr7_CVE_2026_100558_unauthenticatedSocketsAreBounded() async throws {
        let change: (inout GatewayServerConfiguration) -> Void = { configuration in
            trustLocalProxy(&configuration)
            configuration.maximumUnauthenticatedPerAddress = 1
        }
        try await LiveGateway.run(change: change) { live in
            // Upgrades that come to nothing do not use the budget up.
            for _ in 0..<3 {
                let (head, _) = try await live.http(.get, "/", fields: [.upgrade: "websocket", .xForwardedFor: Self.elsewhere])
                #expect(head.status.code >= 400 && head.status != .serviceUnavailable)
            }
            let socket = try await live.open(from: Self.elsewhere)
            await #expect(throws: (any Error).self) { try await live.open(from: Self.elsewhere) }
            await socket.close()
            let next = try await Self.openOnceThereIsRoom(live)
            await next.close()
        }
        try await LiveGateway.run(policy: .init(handshakeTimeout: .milliseconds(100)), change: change) { live in
            let socket = try await live.open(from: Self.elsewhere)
            let end = try await socket.end()
            #expect(end.code == 1008)
            // The gateway has said farewell; the place is free when it has seen the socket go.
            let next = try await Self.openOnceThereIsRoom(live)
            await next.close()
        }
    }

    private static func openOnceThereIsRoom(_ live: LiveGateway) async throws -> LiveSocket {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while true {
            do {
                return try await live.open(from: self.elsewhere)
            } catch {
                guard clock.now < deadline else { throw error }
                await Task.yield()
            }
        }
    }

    @Test(
        "CVE-2026-26317 CVE-2026-28458: pages of other origins get nothing on loopback either",
        arguments: [
            ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ]
    ) func CVE_2026_26317_CVE_2026_28458_foreignPagesGetNothing(fields: [String: String]) async throws {
        try await LiveGateway.run(authentication: .none) { live in
            var wanted = HTTPFields()
            for (name, value) in fields { wanted.set(HTTPFieldName(name), value) }
            #expect(try await live.http(.get, "/v1/models", fields: wanted).0.status == .forbidden)
            guard let origin = fields["Origin"] else { return }
            let socket = try await live.open(origin: origin)
            let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
            #expect(error["details"]?["code"]?.stringValue == "CONTROL_UI_ORIGIN_NOT_ALLOWED")
        }
    }

    @Test("CVE-2026-35657 GHSA-5jvj-hxmh-6h6j: HTTP needs the same scopes as the socket") func CVE_2026_35657_GHSA_5jvj_hxmh_6h6j_httpNeedsTheSameScopes() async throws {
        let secret = "0123456789abcdef0123456789abcdef"
        let key = try #require(SignedTokenKey(secret: secret))
        let end = SystemWallClock().now().seconds + 600
        try await LiveGateway.run(change: { $0.signedTokens = key }) { live in
            for (scopes, status) in [(ScopeSet.pairing, HTTPStatus.forbidden), (ScopeSet.read, HTTPStatus.ok)] {
                let token = key.issue(SignedTokenClaims(scopes: scopes, expiresAt: end))
                let (head, _) = try await live.http(.get, "/sessions/main/history", fields: [.authorization: "Bearer \(token)"])
                #expect(head.status == status)
            }
        }
    }

    @Test("CVE-2026-41394 CVE-2026-42429: a request has the scopes of its credential, not those of its route")
    func CVE_2026_41394_CVE_2026_42429_scopesComeFromTheRequest() async throws {
        try await LiveGateway.run(authentication: .none) { live in
            let narrowed: HTTPFields = ["X-OpenClaw-Scopes": "operator.read", .contentType: "application/json"]
            let (head, _) = try await live.http(.post, "/tools/invoke", fields: narrowed)
            #expect(head.status == .forbidden)
        }
        try await LiveGateway.run(authentication: .none, change: trustLocalProxy) { live in
            let (head, _) = try await live.http(.get, "/sessions/main/history", fields: [.xForwardedFor: Self.elsewhere])
            #expect(head.status == .forbidden)
        }
    }

    @Test(
        "CVE-2026-29613: a loopback address behind a proxy is not the machine itself",
        arguments: [
            ["X-Forwarded-For": "203.0.113.7"], ["Forwarded": "for=203.0.113.7"], ["X-Real-IP": "203.0.113.7"],
            ["X-Forwarded-For": "127.0.0.1"],
        ]
    ) func CVE_2026_29613_aProxyOnLoopbackIsNotLocal(fields: [String: String]) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open(fields: fields)
            let hello = try await socket.call("connect", ConnectFrame.params(scopes: ["operator.admin"]))
            #expect(hello["auth"]?["scopes"] == [])
            await socket.close()
        }
    }

    @Test("CVE-2026-35632 family: pairings are not written through a symbolic link") func CVE_2026_35632_pairingsAreNotWrittenThroughLinks() async throws {
        let disk = InMemoryLinks()
        let store = FilePairingStore(path: "/state/devices/pairing.json", fileSystem: disk)
        #expect(throws: PairingError.self) { try store.load() }
        await #expect(throws: PairingError.self) { try await store.save(PairingBook()) }
    }
}

/// A program's name and mode.
struct ConnectLabels: Sendable, CustomTestStringConvertible {
    var id: String
    var mode: String
    var testDescription: String { "\(self.id) as \(self.mode)" }

    static let all = [
        ConnectLabels(id: "gateway-client", mode: "backend"), ConnectLabels(id: "openclaw-control-ui", mode: "ui"),
        ConnectLabels(id: "cli", mode: "cli"), ConnectLabels(id: "openclaw-probe", mode: "probe"),
        ConnectLabels(id: "webchat", mode: "webchat"),
    ]
}
