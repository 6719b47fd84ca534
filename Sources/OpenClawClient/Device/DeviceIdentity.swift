// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import OpenClawNet

/// A device's key, with which it proves who it is (PROTOCOL 1.6). The private key never leaves it.
public struct DeviceIdentity: Sendable, Hashable {
    /// The device's name: the SHA-256 of the public key, 64 hexadecimal digits.
    public let id: DeviceID
    /// The public key, base64url of 32 bytes.
    public let publicKey: String
    let keys: Ed25519KeyPair

    init(_ keys: Ed25519KeyPair) {
        let digits = Array("0123456789abcdef".utf8)
        let digest = OpenSSLCryptoProvider().sha256(keys.publicKey)
        self.keys = keys
        self.publicKey = Base64URL.encode(keys.publicKey)
        self.id = DeviceID(rawValue: String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self))
    }

    /// Makes a device with a fresh key.
    public static func generate() throws -> DeviceIdentity { DeviceIdentity(try OpenSSLCryptoProvider().ed25519GenerateKeyPair()) }

    /// The `device` object of `connect`, signed in the third form.
    func proof(client: ClientInfo, role: Role, scopes: [String], token: String, nonce: String, signedAt: Int64) throws -> JSONValue {
        func normalised(_ text: String?) -> String {
            var text = Substring(text ?? "")
            while let first = text.first, first.isWhitespace { text.removeFirst() }
            while let last = text.last, last.isWhitespace { text.removeLast() }
            return String(decoding: text.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        }
        let fields = [
            "v3", self.id.rawValue, client.id, client.mode, role.rawValue, scopes.joined(separator: ","), "\(signedAt)", token, nonce,
            normalised(client.platform), normalised(client.deviceFamily),
        ]
        let message = [UInt8](fields.joined(separator: "|").utf8)
        let signature = try OpenSSLCryptoProvider().ed25519Sign(message, privateKey: self.keys.privateKey)
        return [
            "id": .string(self.id.rawValue), "publicKey": .string(self.publicKey), "signature": .string(Base64URL.encode(signature)),
            "signedAt": .int(signedAt), "nonce": .string(nonce),
        ]
    }
}
