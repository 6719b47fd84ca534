// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("UUIDGenerator")
struct UUIDGeneratorTests {
    struct FixedSource: RandomSource {
        let word: UInt64
        func next() -> UInt64 { word }
    }

    @Test("sets version and variant and nothing else")
    func bits() {
        #expect(UUIDGenerator(random: FixedSource(word: 0)).uuid() == "00000000-0000-4000-8000-000000000000")
        #expect(UUIDGenerator(random: FixedSource(word: .max)).uuid() == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(UUIDGenerator(random: FixedSource(word: 0x0123_4567_89AB_CDEF)).uuid() == "01234567-89ab-4def-8123-456789abcdef")
    }

    @Test("the system's UUIDs differ and have the right shape")
    func system() {
        let generator = UUIDGenerator()
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let uuid = generator.uuid()
            #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            #expect(seen.insert(uuid).inserted)
        }
    }

    @Test("the same seed makes the same identifiers")
    func seeded() {
        let first = UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: 42)))
        let second = UUIDGenerator(random: GeneratorRandomSource(SeededGenerator(seed: 42)))
        for _ in 0..<10 { #expect(first.uuid() == second.uuid()) }
        #expect(first.token() == second.token())
        #expect(first.uuid() != first.uuid())
    }

    @Test("tokens have as many characters as their bytes need", arguments: [(0, 0), (1, 2), (2, 3), (3, 4), (16, 22), (32, 43), (33, 44)])
    func tokens(bytes: Int, characters: Int) {
        let token = UUIDGenerator().token(byteCount: bytes)
        #expect(token.utf8.count == characters)
        #expect(Base64URL.decode(token)?.count == bytes)
    }

    @Test(
        "base64url is that of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test("base64url refuses padding, foreign characters and loose bits", arguments: ["Zg==", "Zm+v", "Zm/v", "Z", "Zh", "Zm9", "Zm 9v"])
    func base64Refuses(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test("the URL-safe characters stand for 62 and 63")
    func alphabet() {
        #expect(Base64URL.encode([0xFB, 0xEF, 0xFF]) == "--__")
        #expect(Base64URL.decode("--__") == [0xFB, 0xEF, 0xFF])
    }
}
