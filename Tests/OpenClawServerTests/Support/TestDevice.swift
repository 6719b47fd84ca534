// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer

/// A device with a key of its own, which signs `connect` as real clients do.
struct TestDevice: Sendable {
    let keys: Ed25519KeyPair
    let id: String
    let publicKey: String

    init() throws {
        let crypto = OpenSSLCryptoProvider()
        self.keys = try crypto.ed25519GenerateKeyPair()
        self.publicKey = Base64URL.encode(self.keys.publicKey)
        self.id = Self.hex(crypto.sha256(self.keys.publicKey))
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// What a connection asks for.
    struct Wish: Sendable {
        var role = "operator"
        var scopes = ["operator.read", "operator.write"]
        var auth: JSONObject = ["token": .string(LiveGateway.token)]
        var clientID = "test"
        var mode = "ui"
        var platform = "Linux "
        var deviceFamily: String?
        var commands: [String] = []
        var version = 3
        var protocolRange = 4...4
        /// How far the device's clock is off, in milliseconds.
        var skew: Int64 = 0
        /// What is changed after signing.
        var tamper: @Sendable (inout JSONObject) -> Void = { _ in }
        /// What is signed instead of the challenge's nonce.
        var nonce: String?
    }

    /// The parameters of `connect` in answer to a challenge.
    func params(_ wish: Wish, challenge: JSONValue) throws -> JSONObject {
        let nonce = wish.nonce ?? challenge["nonce"]?.stringValue ?? ""
        let signedAt = (challenge["ts"]?.intValue ?? 0) + wish.skew
        let token = ["token", "deviceToken", "bootstrapToken"].lazy.compactMap { wish.auth[$0]?.stringValue }.first ?? ""
        var fields = [
            "v\(wish.version)", self.id, wish.clientID, wish.mode, wish.role, wish.scopes.joined(separator: ","), "\(signedAt)", token,
            nonce,
        ]
        if wish.version == 3 {
            fields += [Self.normalised(wish.platform), Self.normalised(wish.deviceFamily ?? "")]
        }
        let signature = try OpenSSLCryptoProvider().ed25519Sign(
            [UInt8](fields.joined(separator: "|").utf8),
            privateKey: self.keys.privateKey
        )
        var client: JSONObject = [
            "id": .string(wish.clientID), "version": "1.0", "platform": .string(wish.platform), "mode": .string(wish.mode),
        ]
        client["deviceFamily"] = wish.deviceFamily.map { .string($0) }
        var params: JSONObject = [
            "minProtocol": JSONValue(wish.protocolRange.lowerBound), "maxProtocol": JSONValue(wish.protocolRange.upperBound),
            "client": .object(client), "role": .string(wish.role), "scopes": .array(wish.scopes.map { .string($0) }),
            "commands": .array(wish.commands.map { .string($0) }), "auth": .object(wish.auth),
            "device": .object([
                "id": .string(self.id), "publicKey": .string(self.publicKey), "signature": .string(Base64URL.encode(signature)),
                "signedAt": .int(signedAt), "nonce": .string(nonce),
            ]),
        ]
        wish.tamper(&params)
        return params
    }

    private static func normalised(_ text: String) -> String {
        text.lowercased().split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}

extension LiveGateway {
    /// Opens a socket and sends `connect` for a device; returns the socket and the response's frame.
    func attempt(_ device: TestDevice, _ wish: TestDevice.Wish = .init(), origin: String? = nil, from: String? = nil) async throws
        -> (LiveSocket, JSONValue)
    {
        let socket = try await self.open(origin: origin, from: from)
        let challenge = try await socket.event("connect.challenge")
        let id = try await socket.request("connect", device.params(wish, challenge: challenge["payload"] ?? .null))
        return (socket, try await socket.response(id))
    }

    /// The same, when it must be let in; returns the payload of the response.
    func enter(_ device: TestDevice, _ wish: TestDevice.Wish = .init(), from: String? = nil) async throws -> (LiveSocket, JSONValue) {
        let (socket, frame) = try await self.attempt(device, wish, from: from)
        guard frame["ok"]?.boolValue == true, let hello = frame["payload"] else { throw LiveSocket.Failure(frame: frame) }
        return (socket, hello)
    }

    /// The same, when it must be refused; returns the error and how the socket ended.
    func refusal(_ device: TestDevice, _ wish: TestDevice.Wish = .init(), origin: String? = nil, from: String? = nil) async throws
        -> (error: JSONValue, end: LiveSocket.Ended)
    {
        let (socket, frame) = try await self.attempt(device, wish, origin: origin, from: from)
        guard frame["ok"]?.boolValue == false, let error = frame["error"] else { throw LiveSocket.Failure(frame: frame) }
        return (error, try await socket.end())
    }

    /// An operator on this machine with every scope.
    func operatorClient() async throws -> LiveSocket {
        try await self.connect(mode: "cli", scopes: ScopeSet.all.wireNames)
    }
}

/// A proxy on this machine is believed, so that tests can come from other addresses.
func trustLocalProxy(_ configuration: inout GatewayServerConfiguration) {
    configuration.trustedProxies = [IPNetwork("127.0.0.1")].compactMap { $0 }
}
