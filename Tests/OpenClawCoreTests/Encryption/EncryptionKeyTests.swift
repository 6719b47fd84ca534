// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("EncryptionKey")
struct EncryptionKeyTests {
    @Test(
        "is read in every form people write it in",
        arguments: [
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        ]
    )
    func forms(_ text: String) throws {
        let key = try EncryptionKey(parsing: text)
        #expect(try key == EncryptionKey((0..<32).map { UInt8($0) }))
        #expect(!"\(key)\(String(reflecting: key))".contains("AAEC"))
    }

    @Test("may be 32 characters")
    func characters() throws {
        let text = "correct horse battery staple, 32"
        #expect(try EncryptionKey(parsing: text) == EncryptionKey(Array(text.utf8)))
    }

    @Test("is nothing else", arguments: ["", "short", "000102", String(repeating: "x", count: 31), String(repeating: "g", count: 64)])
    func refused(_ text: String) {
        #expect(throws: EncryptionError.self) { try EncryptionKey(parsing: text) }
    }
}
