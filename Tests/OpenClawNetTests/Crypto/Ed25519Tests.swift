// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Testing

@Suite struct Ed25519Tests {
    let crypto = OpenSSLCryptoProvider()

    struct Vector {
        var seed: String
        var publicKey: String
        var message: String
        var signature: String
    }

    static let vectors = [
        Vector(
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            message: "",
            signature:
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        Vector(
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            message: "72",
            signature:
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ]

    @Test("RFC 8032 section 7.1", arguments: vectors)
    func signAndVerify(vector: Vector) throws {
        let pair = try crypto.ed25519KeyPair(privateKey: hex(vector.seed))
        #expect(pair.publicKey == hex(vector.publicKey))
        let message = hex(vector.message)
        let signature = try crypto.ed25519Sign(message, privateKey: pair.privateKey)
        #expect(signature == hex(vector.signature))
        #expect(try crypto.ed25519Verify(signature, of: message, publicKey: pair.publicKey))
        #expect(try !crypto.ed25519Verify(signature, of: message + [1], publicKey: pair.publicKey))
        #expect(try !crypto.ed25519Verify([UInt8](signature.dropLast()), of: message, publicKey: pair.publicKey))
    }

    @Test func keysTravelAsPEM() throws {
        let pair = try crypto.ed25519GenerateKeyPair()
        let publicPEM = try crypto.ed25519PublicKeyPEM(pair.publicKey)
        #expect(String(decoding: publicPEM, as: UTF8.self).hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
        #expect(try crypto.ed25519PublicKey(pem: publicPEM) == pair.publicKey)
        let privatePEM = try crypto.ed25519PrivateKeyPEM(pair.privateKey)
        #expect(String(decoding: privatePEM, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(try crypto.ed25519KeyPair(privateKeyPEM: privatePEM) == pair)
    }

    @Test("The example of RFC 8410 section 10.1")
    func subjectPublicKeyInfo() throws {
        let prefix = hex("302a300506032b6570032100")
        let key = hex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
        #expect(try crypto.ed25519PublicKey(subjectPublicKeyInfo: prefix + key) == key)
        #expect { try crypto.ed25519PublicKey(subjectPublicKeyInfo: prefix + key + [0]) } throws: {
            ($0 as? CryptoError)?.code == .invalidKey
        }
        #expect { try crypto.ed25519PublicKey(subjectPublicKeyInfo: key) } throws: { ($0 as? CryptoError)?.code == .invalidKey }
    }

    @Test("A key of another kind is refused by type, not misread")
    func otherKeyTypes() {
        // X25519, RFC 8410: same length, other purpose.
        let x25519 = hex("302a300506032b656e032100") + [UInt8](repeating: 9, count: 32)
        #expect { try crypto.ed25519PublicKey(subjectPublicKeyInfo: x25519) } throws: { ($0 as? CryptoError)?.code == .invalidKey }
        #expect { try crypto.ed25519PublicKey(pem: [UInt8]("hello".utf8)) } throws: { ($0 as? CryptoError)?.code == .invalidKey }
        #expect { try crypto.ed25519KeyPair(privateKeyPEM: [UInt8]("hello".utf8)) } throws: {
            ($0 as? CryptoError)?.code == .invalidKey
        }
        #expect { try crypto.ed25519Sign([], privateKey: [1]) } throws: { ($0 as? CryptoError)?.code == .invalidKey }
    }

    @Test func aPairKeepsItsSecretOutOfLogs() throws {
        let pair = try crypto.ed25519KeyPair(privateKey: [UInt8](repeating: 7, count: 32))
        var dumped = ""
        dump(pair, to: &dumped)
        #expect("\(pair)" == "Ed25519KeyPair")
        #expect(!dumped.contains("7"))
    }
}
