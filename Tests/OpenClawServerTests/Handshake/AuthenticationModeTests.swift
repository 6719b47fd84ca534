// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawWire
import Testing

/// Every way of signing in, over the live socket and over HTTP.
@Suite struct AuthenticationModeTests {
    static let secret = "0123456789abcdef0123456789abcdef"
    static let elsewhere = "203.0.113.7"

    /// What a client without a device gets of the scopes it asks for.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var authentication: ServerAuthentication = .token(LiveGateway.token)
        var auth: JSONValue? = ["token": .string(LiveGateway.token)]
        var from: String?
        var wanted = ScopeSet.all
        var granted: ScopeSet
    }

    static let cases: [Case] = [
        Case(testDescription: "token, here", granted: .all),
        Case(testDescription: "token, here, little", wanted: [.read], granted: [.read]),
        Case(testDescription: "token, here, nothing", wanted: [], granted: []),
        Case(testDescription: "token, elsewhere", from: elsewhere, granted: []),
        Case(testDescription: "password, here", authentication: .password("right"), auth: ["password": "right"], granted: .all),
        Case(
            testDescription: "password, elsewhere",
            authentication: .password("right"),
            auth: ["password": "right"],
            from: elsewhere,
            granted: []
        ),
        Case(testDescription: "none, here", authentication: .none, auth: nil, granted: .all),
    ]

    @Test(arguments: cases) func aClientWithoutDeviceKeepsItsScopesOnlyOnTheMachineItself(item: Case) async throws {
        try await LiveGateway.run(authentication: item.authentication, change: trustLocalProxy) { live in
            let socket = try await live.open(from: item.from)
            let hello = try await socket.call("connect", ConnectFrame.params(scopes: item.wanted.wireNames, auth: item.auth))
            #expect(hello["auth"]?["scopes"] == .array(item.granted.wireNames.map { .string($0) }))
            #expect(hello["snapshot"]?["authMode"]?.stringValue == item.authentication.mode)
            #expect(hello["auth"]?["deviceToken"] == nil)
            await socket.close()
        }
    }

    @Test func withoutAnySecretOnlyPairedDevicesConnectFromElsewhere() async throws {
        try await LiveGateway.run(authentication: .none, change: trustLocalProxy) { live in
            let socket = try await live.open(from: Self.elsewhere)
            let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
            #expect(error["code"]?.stringValue == "NOT_PAIRED")
            #expect(error["details"]?["code"]?.stringValue == "DEVICE_IDENTITY_REQUIRED")
            let waiting = try await live.refusal(try TestDevice(), .init(auth: [:]), from: Self.elsewhere).error
            #expect(waiting["details"]?["code"]?.stringValue == "PAIRING_REQUIRED")
        }
    }

    @Test func wrongCredentialsAreLoggedWithWhereTheyCameFromAndNotWithWhatWasShown() async throws {
        let sink = InMemoryLogSink()
        let configuration = GatewayConfiguration(logger: Logger(component: "gateway", sink: sink))
        func lines(_ event: String) -> [String] { sink.records.filter { $0.event == event }.map { "\($0)" } }
        try await LiveGateway.run(
            configuration: configuration,
            change: {
                trustLocalProxy(&$0)
                $0.failureLimit.maximumAttempts = 3
            }
        ) { live in
            for number in 1...6 {
                if number == 2 {
                    let key: HTTPFields = [.authorization: "Bearer guess-number-2", .xForwardedFor: Self.elsewhere]
                    #expect(try await live.http(.get, "/v1/models", fields: key).0.status == .unauthorized)
                    continue
                }
                let socket = try await live.open(from: Self.elsewhere)
                _ = try await socket.failure("connect", ConnectFrame.params(auth: ["token": .string("guess-number-\(number)")]))
                await socket.close()
            }
            let silent = try await live.open(from: Self.elsewhere)
            _ = try await silent.failure("connect", ConnectFrame.params(auth: nil))
            await silent.close()
        }
        #expect(lines("auth.failed").count == 3)
        #expect(lines("auth.failed").allSatisfy { $0.contains(Self.elsewhere) && $0.contains("AUTH_TOKEN_MISMATCH") })
        #expect(lines("auth.failed").contains { $0.contains("http") } && lines("auth.failed").contains { $0.contains("websocket") })
        // One line for the whole lockout, however many attempts there are in it.
        #expect(lines("auth.locked_out").count == 1)
        #expect(!sink.records.contains { "\($0)".contains("guess-number") })
    }

    @Test func aNodeNeedsADevice() async throws {
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

    @Test(arguments: ["member", "admin", ""]) func otherRolesAreRefused(role: String) async throws {
        try await LiveGateway.run { live in
            let socket = try await live.open()
            var params = ConnectFrame.params()
            params["role"] = .string(role)
            #expect(try await socket.failure("connect", params)["message"]?.stringValue == "invalid role")
            #expect(try await socket.end().code == 1008)
        }
    }

    // MARK: Signed tokens

    private func signed(_ scopes: ScopeSet, role: Role = .operator, expiresIn seconds: Int64 = 3_600, secret: String = secret) throws
        -> String
    {
        let key = try #require(SignedTokenKey(secret: secret))
        let now = SystemWallClock().now().seconds
        return key.issue(SignedTokenClaims(role: role, scopes: scopes, issuedAt: now, expiresAt: now + seconds))
    }

    private static func acceptSigned(_ configuration: inout GatewayServerConfiguration) {
        trustLocalProxy(&configuration)
        configuration.signedTokens = SignedTokenKey(secret: secret)
    }

    @Test(arguments: [ServerAuthentication.token(LiveGateway.token), .password("right")])
    func aSignedTokenGivesTheScopesItNamesAndNoMore(authentication: ServerAuthentication) async throws {
        let token = try self.signed([.read, .pairing])
        try await LiveGateway.run(authentication: authentication, change: Self.acceptSigned) { live in
            let socket = try await live.open(from: Self.elsewhere)
            let hello = try await socket.call(
                "connect",
                ConnectFrame.params(scopes: ScopeSet.all.wireNames, auth: ["token": .string(token)])
            )
            #expect(hello["auth"]?["scopes"] == ["operator.read", "operator.pairing"])
            #expect(try await socket.failure("sessions.patch", ["key": "main"])["code"]?.stringValue == "FORBIDDEN")
            await socket.close()
            let (head, _) = try await live.http(
                .get,
                "/metrics",
                fields: [.authorization: "Bearer \(token)", .xForwardedFor: Self.elsewhere]
            )
            #expect(head.status == .ok)
        }
    }

    @Test func aSignedTokenThatEndedOrIsForSomethingElseIsRefused() async throws {
        let tokens = try [
            (self.signed(.all, expiresIn: -60), "token_expired"),
            (self.signed(.all, secret: String(repeating: "x", count: 32)), "token_mismatch"),
            (self.signed([], role: .node), "scope_mismatch"),
        ]
        try await LiveGateway.run(change: Self.acceptSigned) { live in
            for (token, reason) in tokens {
                let socket = try await live.open()
                let error = try await socket.failure("connect", ConnectFrame.params(auth: ["token": .string(token)]))
                #expect(error["details"]?["authReason"]?.stringValue == reason)
                let (head, _) = try await live.http(.get, "/metrics", fields: [.authorization: "Bearer \(token)"])
                #expect(head.status == .unauthorized || reason == "scope_mismatch" && head.status != .ok)
            }
        }
    }

    @Test func aSignedTokenPairsNoDeviceByItself() async throws {
        let token = try self.signed(.all)
        try await LiveGateway.run(change: Self.acceptSigned) { live in
            let error = try await live.refusal(try TestDevice(), .init(auth: ["token": .string(token)])).error
            #expect(error["details"]?["code"]?.stringValue == "PAIRING_REQUIRED")
            #expect(live.gateway.pairing.book.devices.isEmpty)
        }
    }

    @Test func aConnectionEndsWithItsSignedToken() async throws {
        let clock = ManualWallClock()
        let key = try #require(SignedTokenKey(secret: Self.secret))
        let token = key.issue(SignedTokenClaims(scopes: .read, expiresAt: clock.now().seconds + 100))
        let configuration = GatewayConfiguration(wallClock: clock)
        try await LiveGateway.run(configuration: configuration, change: Self.acceptSigned) { live in
            let socket = try await live.open()
            _ = try await socket.call("connect", ConnectFrame.params(auth: ["token": .string(token)]))
            clock.advance(by: .seconds(200))
            #expect(try await socket.end().code == 4001)
        }
    }

    // MARK: Certificates

    @Test func aClientCertificateIsACredential() async throws {
        let now = SystemWallClock().now().seconds
        let own = try TLSGeneratedCertificate.selfSigned(now: now)
        let client = try TLSGeneratedCertificate.selfSigned(hosts: ["client"], now: now)
        let context = try TLSServerContext(
            TLSServerConfiguration(identity: own.identity, clientAuthentication: .request(.fingerprints([client.certificate.fingerprint])))
        )
        let change: (inout GatewayServerConfiguration) -> Void = { $0.makeTransform = { TLSStreamTransform(server: context) } }
        try await LiveGateway.run(authentication: .clientCertificate, change: change) { live in
            for identity in [client.identity, nil] {
                let tls = TLSClientConfiguration(trust: .fingerprints([own.certificate.fingerprint]), identity: identity)
                let configuration = WebSocketClientConfiguration(tls: tls, connectTimeout: .seconds(120))
                let connector = WebSocketClient(loops: live.loops, resolver: live.resolver, configuration: configuration)
                let socket = LiveSocket(connection: try await connector.connect(to: try WireURL("wss://127.0.0.1:\(live.port)/")))
                if identity == nil {
                    let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
                    #expect(error["details"]?["authReason"]?.stringValue == "client_certificate_missing")
                } else {
                    let hello = try await socket.call("connect", ConnectFrame.params(auth: nil))
                    #expect(hello["snapshot"]?["authMode"]?.stringValue == "mtls")
                }
                await socket.close()
            }
        }
    }

    // MARK: Proxies

    private func withProxy(
        _ proxy: TrustedProxyAuthentication,
        networks: [String] = ["127.0.0.1"],
        _ body: @Sendable (LiveGateway) async throws -> Void
    ) async throws {
        let change: (inout GatewayServerConfiguration) -> Void = { $0.trustedProxies = networks.compactMap { IPNetwork($0) } }
        try await LiveGateway.run(authentication: .trustedProxy(proxy), change: change, body)
    }

    /// Fields of a request, and the reason it is refused for; `nil` is let in.
    @Test(
        arguments: [
            (["X-User": "ada", "X-Verified": "1"], nil), (["X-User": "ada"], "trusted_proxy_user_missing"),
            (["X-Verified": "1"], "trusted_proxy_user_missing"), (["X-User": " ", "X-Verified": "1"], "trusted_proxy_user_missing"),
            (["X-User": "mallory", "X-Verified": "1"], "trusted_proxy_user_not_allowed"),
        ] as [([String: String], String?)]
    ) func aProxyNamesTheUser(fields: [String: String], reason: String?) async throws {
        let proxy = TrustedProxyAuthentication(
            userHeader: "X-User",
            requiredHeaders: ["X-Verified"],
            allowUsers: ["ada"],
            allowLoopback: true,
            autoApproveScopes: [.read]
        )
        try await self.withProxy(proxy) { live in
            let socket = try await live.open(from: Self.elsewhere, fields: fields)
            if let reason {
                let error = try await socket.failure("connect", ConnectFrame.params(auth: nil))
                #expect(error["details"]?["authReason"]?.stringValue == reason)
            } else {
                let hello = try await socket.call("connect", ConnectFrame.params(auth: nil))
                #expect(hello["auth"]?["scopes"] == ["operator.read"])
                #expect(hello["snapshot"]?["authMode"]?.stringValue == "trusted-proxy")
            }
            await socket.close()
        }
    }

    @Test func whoIsNoTrustedProxyNamesNobody() async throws {
        let strict = TrustedProxyAuthentication(userHeader: "X-User")
        for (proxy, networks) in [
            (strict, ["127.0.0.1"]), (TrustedProxyAuthentication(userHeader: "X-User", allowLoopback: true), ["192.0.2.1"]),
        ] {
            try await self.withProxy(proxy, networks: networks) { live in
                let socket = try await live.open(fields: ["X-User": "ada"])
                let error = try await socket.failure("connect", ConnectFrame.params(auth: ["token": "anything"]))
                #expect(error["details"]?["authReason"]?.stringValue == "trusted_proxy_untrusted_source")
            }
        }
    }

    // MARK: Changing credentials

    @Test func aChangedSecretEndsWhatItOpenedAndOnlyThat() async throws {
        try await LiveGateway.run { live in
            let device = try TestDevice()
            let (first, hello) = try await live.enter(device)
            let token = hello["auth"]?["deviceToken"] ?? .null
            let (byToken, _) = try await live.enter(device, .init(auth: ["deviceToken": token]))
            let shared = try await live.connect()
            live.server.replaceAuthentication(AuthenticationSettings(mode: .token("another-token")))
            #expect(try await shared.end() == LiveSocket.Ended(code: 4001, reason: "gateway auth changed"))
            #expect(try await first.end().code == 4001)
            #expect(try await byToken.call("status")["runtimeVersion"]?.stringValue == Gateway.version)
            let again = try await live.open()
            #expect(try await again.failure("connect", ConnectFrame.params())["details"]?["code"]?.stringValue == "AUTH_TOKEN_MISMATCH")
            let right = try await live.open()
            _ = try await right.call("connect", ConnectFrame.params(auth: ["token": "another-token"]))
            await right.close()
            await byToken.close()
        }
    }
}
