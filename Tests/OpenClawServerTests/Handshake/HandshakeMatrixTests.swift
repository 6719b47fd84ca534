// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer
import Testing

/// Every way to sign in × every proof × every role × every set of scopes × here and elsewhere, over the live socket. The rules stand here
/// once more, as a table, so that the gateway's code is compared with something it does not share.
@Suite struct HandshakeMatrixTests {
    /// How a client signs in.
    enum Way: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case token, password, none, signed

        var testDescription: String { self.rawValue }

        var authentication: ServerAuthentication {
            switch self {
            case .token, .signed: .token(LiveGateway.token)
            case .password: .password("right")
            case .none: .none
            }
        }
    }

    /// What a client proves: nothing, or its key with the second or third form of the signed text.
    static let proofs: [Int?] = [nil, 2, 3]
    static let scopeSets: [ScopeSet] = [[], [.read], [.write], [.admin], [.pairing], [.approvals], .all]
    static let claims: ScopeSet = [.write, .pairing]
    static let elsewhere = "203.0.113.7"

    /// What has to come out: the granted scopes, or the detail code of the refusal.
    private func expected(_ way: Way, _ proof: Int?, _ role: String, _ wanted: ScopeSet, isHere: Bool) -> String {
        func granted(_ scopes: ScopeSet) -> String { "scopes " + scopes.wireNames.joined(separator: " ") }
        let limited: ScopeSet = ScopeSet(
            names: wanted.wireNames.filter { name in
                ["operator.read", "operator.write", "operator.pairing"].contains(name)
            }
        )
        switch (proof, role, way) {
        case (nil, "node", _): return "DEVICE_IDENTITY_REQUIRED"
        case (nil, _, .signed): return granted(limited)
        case (nil, _, .none): return isHere ? granted(wanted) : "DEVICE_IDENTITY_REQUIRED"
        case (nil, _, _): return granted(isHere ? wanted : [])
        case (_, "node", .signed): return "AUTH_SCOPE_MISMATCH"
        case (_, _, .signed): return "PAIRING_REQUIRED"
        case (_, "node", _): return isHere ? granted([]) : "PAIRING_REQUIRED"
        default: return isHere ? granted(wanted) : "PAIRING_REQUIRED"
        }
    }

    @Test(arguments: Way.allCases) func everyCombinationComesOutAsTheTableSays(way: Way) async throws {
        let key = try #require(SignedTokenKey(secret: "0123456789abcdef0123456789abcdef"))
        let signed = key.issue(SignedTokenClaims(scopes: Self.claims, expiresAt: SystemWallClock().now().seconds + 3_600))
        let auth: JSONObject =
            switch way {
            case .token: ["token": .string(LiveGateway.token)]
            case .password: ["password": "right"]
            case .none: [:]
            case .signed: ["token": .string(signed)]
            }
        let change: (inout GatewayServerConfiguration) -> Void = { configuration in
            trustLocalProxy(&configuration)
            if way == .signed { configuration.signedTokens = key }
        }
        for proof in Self.proofs {
            for role in ["operator", "node"] {
                // A gateway of its own: the devices that wait are bounded.
                try await LiveGateway.run(authentication: way.authentication, change: change) { live in
                    for wanted in Self.scopeSets {
                        for place in [nil, Self.elsewhere] {
                            let wish = TestDevice.Wish(role: role, scopes: wanted.wireNames, auth: auth, version: proof ?? 3)
                            let outcome = try await Self.outcome(live, wish, hasDevice: proof != nil, from: place)
                            let table = self.expected(way, proof, role, wanted, isHere: place == nil)
                            #expect(outcome == table, "\(way) v\(proof ?? 0) \(role) \(wanted.wireNames) from \(place ?? "here")")
                        }
                    }
                }
            }
        }
    }

    private static func outcome(_ live: LiveGateway, _ wish: TestDevice.Wish, hasDevice: Bool, from: String?) async throws -> String {
        let device = try TestDevice()
        let socket = try await live.open(from: from)
        let challenge = try await socket.event("connect.challenge")["payload"] ?? .null
        var params = try device.params(wish, challenge: challenge)
        if !hasDevice { params["device"] = nil }
        let frame = try await socket.response(socket.request("connect", params))
        if let code = frame["error"]?["details"]?["code"]?.stringValue {
            let end = try await socket.end()
            return end.code == 1008 ? code : "closed with \(end.code)"
        }
        let names = frame["payload"]?["auth"]?["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? ["no answer"]
        await socket.close()
        return "scopes " + names.joined(separator: " ")
    }
}
