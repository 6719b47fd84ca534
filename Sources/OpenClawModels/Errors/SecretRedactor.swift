// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Takes secrets out of text that people will read.
struct SecretRedactor: Sendable {
    private let secrets: [String]

    /// Makes a redactor for the secrets a provider uses.
    init(_ secrets: [String?]) {
        self.secrets = secrets.compactMap { $0 }.filter { $0.utf8.count >= 4 }
    }

    /// The text without the known secrets, and without words that look like keys of well-known services, also shortened ones.
    func redact(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in self.secrets { bytes = Self.replace(Array(secret.utf8), in: bytes) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        var hidesNext = false
        while place < bytes.count {
            guard Self.isWordByte(bytes[place]) else {
                output.append(bytes[place])
                place += 1
                continue
            }
            var end = place
            while end < bytes.count, Self.isWordByte(bytes[end]) { end += 1 }
            let word = bytes[place..<end]
            if hidesNext || Self.looksLikeKey(word) {
                output.append(contentsOf: Self.mark)
                hidesNext = false
            } else {
                output.append(contentsOf: word)
                hidesNext = Self.hasPrefix(word, "bearer") && word.count == 6
            }
            place = end
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static let mark = Array("[redacted]".utf8)
    private static let prefixes = ["sk-", "sk_", "gsk_", "xai-", "AIza", "pplx-", "hf_", "ghp_", "Key-", "nvapi-"]

    private static func looksLikeKey(_ word: ArraySlice<UInt8>) -> Bool {
        word.count >= 8 && self.prefixes.contains { self.hasPrefix(word, $0) }
    }

    private static func hasPrefix(_ word: ArraySlice<UInt8>, _ prefix: String) -> Bool {
        word.count >= prefix.utf8.count && zip(word, prefix.utf8).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2B, 0x2D, 0x2E, 0x5F: true  // letters, digits, "*+-._"
        default: false
        }
    }

    private static func replace(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= secret.count else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes.count - place >= secret.count, bytes[place..<place + secret.count].elementsEqual(secret) {
                output.append(contentsOf: self.mark)
                place += secret.count
            } else {
                output.append(bytes[place])
                place += 1
            }
        }
        return output
    }
}
