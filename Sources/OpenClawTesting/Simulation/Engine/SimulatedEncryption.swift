// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// The encryption of a simulated world: keys, nonces, tags and bindings as with the real one, and the same bytes for the same seed.
///
/// It hides nothing from anybody who looks closely. It shows what the gateway does when files that are encrypted are torn, lost or mixed up.
final class SimulatedEncryption: CryptoProvider {
    private let random: Mutex<SeededGenerator>

    init(seed: UInt64) { self.random = Mutex(SeededGenerator(seed: seed)) }

    /// The key of a seed's world from a start of its gateway on; `nil` in most worlds.
    static func firstStart(seed: UInt64) -> Int? {
        var generator = SeededGenerator(seed: seed ^ 0x5EA1_ED00_0000_0001)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1: return 1
        case 2: return 2
        case 3: return 3
        default: return nil
        }
    }

    /// What the gateway that starts now encrypts with.
    static func workspace(seed: UInt64, start: Int) throws(EncryptionError) -> WorkspaceEncryption {
        try WorkspaceEncryption(
            key: EncryptionKey([UInt8](repeating: 7, count: EncryptionKey.byteCount)),
            provider: SimulatedEncryption(seed: seed &* 1_000 &+ UInt64(start))
        )
    }

    func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        Self.mask(plaintext, key, nonce) + Self.tag(plaintext, key, nonce, additionalData)
    }

    func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]) throws(EncryptionError) -> [UInt8] {
        guard box.count >= 16 else { throw EncryptionError(.altered, "a box has a tag") }
        let plaintext = Self.mask(Array(box.dropLast(16)), key, nonce)
        guard Array(box.suffix(16)) == Self.tag(plaintext, key, nonce, additionalData) else {
            throw EncryptionError(.altered, "the tag is another one")
        }
        return plaintext
    }

    func derive(from secret: [UInt8], info: [UInt8], count: Int) throws(EncryptionError) -> [UInt8] {
        var generator = SeededGenerator(seed: Self.digest([secret, info]))
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    func randomBytes(_ count: Int) throws(EncryptionError) -> [UInt8] {
        self.random.withLock { random in (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
    }

    private static func mask(_ bytes: [UInt8], _ key: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
        var generator = SeededGenerator(seed: self.digest([key, nonce]))
        var word: UInt64 = 0
        return bytes.enumerated().map { index, byte in
            word = index & 7 == 0 ? generator.next() : word >> 8
            return byte ^ UInt8(truncatingIfNeeded: word)
        }
    }

    private static func tag(_ bytes: [UInt8], _ key: [UInt8], _ nonce: [UInt8], _ data: [UInt8]) -> [UInt8] {
        var generator = SeededGenerator(seed: self.digest([key, nonce, data, bytes]))
        return (0..<16).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    private static func digest(_ parts: [[UInt8]]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            hash = (hash ^ UInt64(part.count)) &* 0x100_0000_01B3
            for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }
}
