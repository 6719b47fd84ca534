// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Testing

@Suite struct OpenSSLCryptoProviderTests {
    let crypto = OpenSSLCryptoProvider()

    @Test(
        "SHA-256, FIPS 180-4 examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(message: String, digest: String) {
        #expect(crypto.sha256([UInt8](message.utf8)) == hex(digest))
    }

    @Test("SHA-1 of the WebSocket example key, RFC 6455 section 1.3")
    func sha1() {
        let key = [UInt8]("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)
        #expect(crypto.sha1(key) == hex("b37a4f2cc0624f1690f64606cf385945b2bec4ea"))
    }

    @Test(
        "HMAC-SHA-256, RFC 4231 cases 1, 2 and 6",
        arguments: [
            ([UInt8](repeating: 0x0b, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            ([UInt8]("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            // Not in the RFC, but RFC 2104 allows it: no key, no message.
            ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ]
    )
    func hmac(key: [UInt8], message: String, code: String) {
        let message = [UInt8](message.utf8)
        #expect(crypto.hmacSHA256(message, key: key) == hex(code))
        #expect(crypto.isValidHMACSHA256(hex(code), of: message, key: key))
        #expect(!crypto.isValidHMACSHA256(hex(code), of: message + [0], key: key))
        #expect(!crypto.isValidHMACSHA256([UInt8](hex(code).dropLast()), of: message, key: key))
    }

    @Test(
        "HKDF-SHA-256, RFC 5869 cases 1 and 3",
        arguments: [
            (
                "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9",
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
            ),
            ("", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
        ]
    )
    func hkdf(salt: String, info: String, output: String) throws {
        let secret = [UInt8](repeating: 0x0b, count: 22)
        #expect(try crypto.hkdfSHA256(secret: secret, salt: hex(salt), info: hex(info), count: 42) == hex(output))
    }

    @Test(arguments: [0, 8161, -1]) func hkdfRefusesImpossibleLengths(count: Int) {
        #expect { try crypto.hkdfSHA256(secret: [1], count: count) } throws: { ($0 as? CryptoError)?.code == .invalidInput }
    }

    struct GCMVector {
        var key = String(repeating: "00", count: 32)
        var nonce = String(repeating: "00", count: 12)
        var plaintext = ""
        var additionalData = ""
        var box: String
    }

    @Test(
        "AES-256-GCM, the cases 13, 14 and 16 of the submission to NIST",
        arguments: [
            GCMVector(box: "530f8afbc74536b9a963b4f1c4cb738b"),
            GCMVector(
                plaintext: String(repeating: "00", count: 16),
                box: "cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919"
            ),
            GCMVector(
                key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                nonce: "cafebabefacedbaddecaf888",
                plaintext:
                    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                additionalData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                box:
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                    + "76fc6ece0f4e1768cddf8853bb2d551b"
            ),
        ]
    )
    func sealAndOpen(vector: GCMVector) throws {
        let (key, nonce) = (hex(vector.key), hex(vector.nonce))
        let (plaintext, additionalData) = (hex(vector.plaintext), hex(vector.additionalData))
        let box = try crypto.seal(plaintext, key: key, nonce: nonce, additionalData: additionalData)
        #expect(box == hex(vector.box))
        #expect(try crypto.open(box, key: key, nonce: nonce, additionalData: additionalData) == plaintext)
    }

    @Test func openRefusesEveryAlteredByte() throws {
        let key = [UInt8](0..<32)
        let nonce = [UInt8](0..<12)
        let box = try crypto.seal([1, 2, 3], key: key, nonce: nonce, additionalData: [9])
        for index in box.indices {
            var altered = box
            altered[index] ^= 1
            #expect { try crypto.open(altered, key: key, nonce: nonce, additionalData: [9]) } throws: {
                ($0 as? CryptoError)?.code == .authenticationFailed
            }
        }
        #expect { try crypto.open(box, key: key, nonce: nonce, additionalData: [8]) } throws: {
            ($0 as? CryptoError)?.code == .authenticationFailed
        }
        #expect { try crypto.open([1], key: key, nonce: nonce) } throws: { ($0 as? CryptoError)?.code == .invalidInput }
        #expect { try crypto.seal([1], key: [1], nonce: nonce) } throws: { ($0 as? CryptoError)?.code == .invalidKey }
        #expect { try crypto.seal([1], key: key, nonce: [1]) } throws: { ($0 as? CryptoError)?.code == .invalidNonce }
    }

    @Test func randomBytesHaveTheAskedLengthAndDiffer() throws {
        #expect(try crypto.randomBytes(0).isEmpty)
        let first = try crypto.randomBytes(32)
        #expect(first.count == 32)
        #expect(try crypto.randomBytes(32) != first)
        #expect { try crypto.randomBytes(-1) } throws: { ($0 as? CryptoError)?.code == .invalidInput }
    }

    @Test(
        arguments: [
            ([], [], true), ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [1], false), ([], [0], false),
        ] as [([UInt8], [UInt8], Bool)]
    )
    func constantTimeEquals(left: [UInt8], right: [UInt8], equal: Bool) {
        #expect(crypto.constantTimeEquals(left, right) == equal)
    }
}
