// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The gateway's key, made once and kept in `identity/gateway.json` in the state directory.
struct IdentityStore {
    let state: StateDirectory
    let fileSystem: any FileSystem
    private let crypto = OpenSSLCryptoProvider()

    init(state: StateDirectory, fileSystem: any FileSystem) {
        self.state = state
        self.fileSystem = fileSystem
    }

    /// Reads the public half, or makes a key.
    func readOrCreate(now: Timestamp) async throws(CommandFailure) -> GatewayIdentity {
        let directory = self.state.path + "/identity"
        let path = directory + "/gateway.json"
        do {
            if let bytes = try self.fileSystem.contents(of: path, maximumBytes: 16_384) {
                let value = try JSONValue(parsing: bytes)
                guard let id = value["deviceId"]?.stringValue, let key = value["publicKey"]?.stringValue else {
                    throw CommandFailure(message: "\(path) is no gateway identity; remove it to make another", code: "IDENTITY")
                }
                return GatewayIdentity(deviceID: id, publicKey: key)
            }
            let pair = try self.crypto.ed25519GenerateKeyPair()
            let identity = GatewayIdentity(
                deviceID: Self.hexadecimal(self.crypto.sha256(pair.publicKey)),
                publicKey: Base64URL.encode(pair.publicKey)
            )
            let file: JSONValue = [
                "version": 1, "deviceId": .string(identity.deviceID), "publicKey": .string(identity.publicKey),
                "privateKey": .string(Base64URL.encode(pair.privateKey)), "createdAtMs": .int(now.milliseconds),
            ]
            try self.fileSystem.createDirectory(directory)
            try self.fileSystem.replaceContents(of: path, with: file.serialized(pretty: true) + [0x0A])
            return identity
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(message: "the gateway's identity cannot be kept: \(error)", code: "IDENTITY")
        }
    }

    /// Lower-case digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
