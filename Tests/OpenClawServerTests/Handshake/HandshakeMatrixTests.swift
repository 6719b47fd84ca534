// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import OpenClawWire
import Testing

/// Every way to sign in × every proof × every role × every set of scopes × here and elsewhere, over the live socket. The rules stand here
/// once more, as a table, so that the gateway's code is compared with something it does not share.
@Suite struct HandshakeMatrixTests {
    /// How a client signs in.
    enum Way: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case token, password, none, signed, certificate, proxy

        var testDescription: String { self.rawValue }

        /// What the refusal of a wrong credential says; `nil` where there is none.
        var refusal: String? {
            switch self {
            case .token, .signed: "AUTH_TOKEN_MISMATCH"
            case .password: "AUTH_PASSWORD_MISMATCH"
            case .certificate: "AUTH_REQUIRED"
            case .proxy: "AUTH_IDENTITY_HEADER_REQUIRED"
            case .none: nil
            }
        }
    }

    /// What a client proves: nothing, its key with the second or third form of the signed text, or something that is no proof.
    enum Proof: String, CaseIterable, Sendable {
        case none, v2, v3, forged, stale, replayed

        /// What the refusal says; `nil` for those that hold.
        var refusal: String? {
            switch self {
            case .none, .v2, .v3: nil
            case .forged: "DEVICE_AUTH_SIGNATURE_INVALID"
            case .stale: "DEVICE_AUTH_SIGNATURE_EXPIRED"
            case .replayed: "DEVICE_AUTH_NONCE_MISMATCH"
            }
        }
    }

    static let scopeSets: [ScopeSet] = [[], [.read], [.write], [.admin], [.pairing], [.approvals], .all]
    static let claims: ScopeSet = [.write, .pairing]
    static let proxied: ScopeSet = [.read, .write]
    static let elsewhere = "203.0.113.7"
    static let key = SignedTokenKey(secret: "0123456789abcdef0123456789abcdef")

    /// What has to come out: the granted scopes, or the detail code of the refusal.
    private func expected(_ way: Way, _ proof: Proof, _ role: String, _ wanted: ScopeSet, isHere: Bool) -> String {
        func granted(_ scopes: ScopeSet) -> String { "scopes " + scopes.wireNames.joined(separator: " ") }
        func those(_ names: [String]) -> ScopeSet { ScopeSet(names: wanted.wireNames.filter(names.contains)) }
        let ofClaims = those(["operator.read", "operator.write", "operator.pairing"])
        let ofProxy = those(["operator.read", "operator.write"])
        if let refusal = proof.refusal { return refusal }
        switch (proof, role, way) {
        case (.none, "node", _): return "DEVICE_IDENTITY_REQUIRED"
        case (.none, _, .signed): return granted(ofClaims)
        case (.none, _, .proxy): return granted(ofProxy)
        case (.none, _, .none): return isHere ? granted(wanted) : "DEVICE_IDENTITY_REQUIRED"
        case (.none, _, _): return granted(isHere ? wanted : [])
        case (_, "node", .signed): return "AUTH_SCOPE_MISMATCH"
        case (_, _, .signed): return "PAIRING_REQUIRED"
        case (_, "node", _): return isHere ? granted([]) : "PAIRING_REQUIRED"
        case (_, _, .proxy): return isHere || ofProxy == wanted ? granted(wanted) : "PAIRING_REQUIRED"
        default: return isHere ? granted(wanted) : "PAIRING_REQUIRED"
        }
    }

    @Test(arguments: Way.allCases) func everyCombinationComesOutAsTheTableSays(way: Way) async throws {
        let client = try Client(way)
        for proof in Proof.allCases {
            for role in ["operator", "node"] {
                // A gateway of its own: the devices that wait are bounded.
                try await client.run { live in
                    for wanted in proof.refusal == nil ? Self.scopeSets : [[.read]] {
                        for place in [nil, Self.elsewhere] {
                            let outcome = try await client.outcome(live, proof, role, wanted, from: place)
                            let table = self.expected(way, proof, role, wanted, isHere: place == nil)
                            #expect(outcome == table, "\(way) \(proof) \(role) \(wanted.wireNames) from \(place ?? "here")")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: Way.allCases.filter { $0.refusal != nil }) func aWrongCredentialIsRefusedWhateverElseIsRight(way: Way) async throws {
        let client = try Client(way, isRight: false)
        try await client.run { live in
            for proof in [Proof.none, .v2, .v3] {
                for place in [nil, Self.elsewhere] {
                    let outcome = try await client.outcome(live, proof, "operator", .read, from: place)
                    #expect(outcome == way.refusal, "\(proof) from \(place ?? "here")")
                }
            }
            #expect(live.gateway.pairing.book.devices.isEmpty)
            #expect(live.gateway.pairing.book.deviceRequests.isEmpty)
        }
    }

    /// A client of one way, and the gateway it needs.
    private struct Client: Sendable {
        let way: Way
        let auth: JSONObject
        let fields: [String: String]
        let tls: (server: TLSServerContext, client: TLSClientConfiguration)?

        init(_ way: Way, isRight: Bool = true) throws {
            self.way = way
            let now = SystemWallClock().now().seconds
            let signing = isRight ? HandshakeMatrixTests.key : SignedTokenKey(secret: String(repeating: "x", count: 32))
            let signed = signing?.issue(SignedTokenClaims(scopes: HandshakeMatrixTests.claims, expiresAt: now + 3_600)) ?? ""
            self.auth =
                switch way {
                case .token: ["token": .string(isRight ? LiveGateway.token : "wrong")]
                case .password: ["password": .string(isRight ? "right" : "wrong")]
                case .signed: ["token": .string(signed)]
                case .none, .certificate, .proxy: [:]
                }
            self.fields = way == .proxy && isRight ? ["X-User": "ada"] : [:]
            guard way == .certificate else {
                self.tls = nil
                return
            }
            let own = try TLSGeneratedCertificate.selfSigned(now: now)
            let mine = try TLSGeneratedCertificate.selfSigned(hosts: ["client"], now: now)
            let asked = TLSServerConfiguration(identity: own.identity, clientAuthentication: .request(.fingerprints([mine.certificate.fingerprint])))
            self.tls = (
                try TLSServerContext(asked),
                TLSClientConfiguration(trust: .fingerprints([own.certificate.fingerprint]), identity: isRight ? mine.identity : nil)
            )
        }

        private var authentication: ServerAuthentication {
            switch self.way {
            case .token, .signed: .token(LiveGateway.token)
            case .password: .password("right")
            case .none: .none
            case .certificate: .clientCertificate
            case .proxy:
                .trustedProxy(
                    TrustedProxyAuthentication(userHeader: "X-User", allowLoopback: true, autoApproveScopes: HandshakeMatrixTests.proxied)
                )
            }
        }

        func run(_ body: @Sendable (LiveGateway) async throws -> Void) async throws {
            let change: (inout GatewayServerConfiguration) -> Void = { configuration in
                trustLocalProxy(&configuration)
                if self.way == .signed { configuration.signedTokens = HandshakeMatrixTests.key }
                if let context = self.tls?.server { configuration.makeTransform = { TLSStreamTransform(server: context) } }
            }
            try await LiveGateway.run(authentication: self.authentication, change: change, body)
        }

        func outcome(_ live: LiveGateway, _ proof: Proof, _ role: String, _ wanted: ScopeSet, from: String?) async throws -> String {
            var wish = TestDevice.Wish(role: role, scopes: wanted.wireNames, auth: self.auth, version: proof == .v2 ? 2 : 3)
            if proof == .stale { wish.skew = -600_000 }
            if proof == .forged { wish.tamper = { $0["scopes"] = ["operator.admin", "operator.read"] } }
            if proof == .replayed {
                let other = try await self.open(live, from: from)
                wish.nonce = try await other.event("connect.challenge")["payload"]?["nonce"]?.stringValue
                await other.close()
            }
            let socket = try await self.open(live, from: from)
            let challenge = try await socket.event("connect.challenge")["payload"] ?? .null
            var params = try TestDevice().params(wish, challenge: challenge)
            if proof == .none { params["device"] = nil }
            let frame = try await socket.response(socket.request("connect", params))
            if let code = frame["error"]?["details"]?["code"]?.stringValue {
                let end = try await socket.end()
                return end.code == 1008 ? code : "closed with \(end.code)"
            }
            let names = frame["payload"]?["auth"]?["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? ["no answer"]
            await socket.close()
            return "scopes " + names.joined(separator: " ")
        }

        private func open(_ live: LiveGateway, from: String?) async throws -> LiveSocket {
            guard let tls = self.tls?.client else { return try await live.open(from: from, fields: self.fields) }
            let configuration = WebSocketClientConfiguration(tls: tls, connectTimeout: .seconds(120))
            let connector = WebSocketClient(loops: live.loops, resolver: live.resolver, configuration: configuration)
            var fields = HTTPFields()
            if let from { fields.set(.xForwardedFor, from) }
            return LiveSocket(connection: try await connector.connect(to: try WireURL("wss://127.0.0.1:\(live.port)/"), fields: fields))
        }
    }
}
