// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The `device` object of `connect`: a key and a signature with it (PROTOCOL 1.6).
struct DeviceProof: Sendable {
    var id: String
    var publicKey: String
    var signature: String
    /// Milliseconds since 1970, 0 to 10^15.
    var signedAt: Int64
    var nonce: String

    /// How far a device's clock may be off.
    static let maximumSkewMilliseconds: Int64 = 120_000

    /// What a signature is made over, beside the proof itself.
    struct Context: Sendable {
        var clientID: String
        var clientMode: String
        var platform: String
        var deviceFamily: String
        var role: String
        /// In the order the client sent them.
        var scopes: [String]
        /// What the client shows, in the order of the protocol.
        var token: String
        /// What this socket was challenged with.
        var nonce: String
        var now: Timestamp
    }

    /// Checks the proof in the order of the protocol; returns the raw public key.
    func verify(_ context: Context) -> Result<[UInt8], DeviceProofFailure> {
        let crypto = OpenSSLCryptoProvider()
        guard let key = Self.rawKey(self.publicKey, crypto), Self.identifier(of: key, crypto) == self.id else {
            return .failure(.identifier)
        }
        guard abs(self.signedAt - context.now.milliseconds) <= Self.maximumSkewMilliseconds else {
            return .failure(.stale)
        }
        guard !self.nonce.isEmpty else { return .failure(.nonceMissing) }
        guard self.nonce == context.nonce else { return .failure(.nonce) }
        guard let signature = Self.decode(self.signature), signature.count == 64 else { return .failure(.signature) }
        do {
            for payload in [self.payload(version: 3, context), self.payload(version: 2, context)] {
                if try crypto.ed25519Verify(signature, of: [UInt8](payload.utf8), publicKey: key) { return .success(key) }
            }
        } catch {
            return .failure(.publicKey)
        }
        return .failure(.signature)
    }

    /// The text that is signed.
    private func payload(version: Int, _ context: Context) -> String {
        var fields = [
            "v\(version)", self.id, context.clientID, context.clientMode, context.role, context.scopes.joined(separator: ","),
            String(self.signedAt), context.token, self.nonce,
        ]
        if version == 3 { fields += [Self.normalised(context.platform), Self.normalised(context.deviceFamily)] }
        return fields.joined(separator: "|")
    }

    /// Trimmed, with ASCII letters in lower case.
    private static func normalised(_ text: String) -> String {
        var characters = Substring(text)
        while let first = characters.first, first.isWhitespace { characters.removeFirst() }
        while let last = characters.last, last.isWhitespace { characters.removeLast() }
        return String(decoding: characters.utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// The 32 bytes of a key in base64url, base64 or PEM.
    static func rawKey(_ text: String, _ crypto: OpenSSLCryptoProvider) -> [UInt8]? {
        if text.hasPrefix("-----BEGIN") {
            // Why a key cannot be read does not matter to whoever sent it.
            return try? crypto.ed25519PublicKey(pem: [UInt8](text.utf8))
        }
        guard let key = self.decode(text), key.count == 32 else { return nil }
        return key
    }

    /// A device's name: the digest of its key in lower-case hexadecimal digits.
    static func identifier(of key: [UInt8], _ crypto: OpenSSLCryptoProvider) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: crypto.sha256(key).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// base64url or base64, with or without padding.
    private static func decode(_ text: String) -> [UInt8]? {
        var text = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        return Base64URL.decode(String(decoding: text, as: UTF8.self))
    }
}
