// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A key of 32 bytes for everything a gateway keeps on disk. Its description does not show it.
public struct EncryptionKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The length of a key.
    public static let byteCount = 32

    package let bytes: [UInt8]

    /// Wraps 32 bytes.
    public init(_ bytes: [UInt8]) throws(EncryptionError) {
        guard bytes.count == Self.byteCount else {
            throw EncryptionError(.invalidKey, "a key has \(Self.byteCount) bytes, this one has \(bytes.count); make one with: openssl rand -hex 32")
        }
        self.bytes = bytes
    }

    /// Reads a key as people write it: 64 hexadecimal digits, 32 bytes in base64 of either alphabet, or 32 ASCII characters.
    public init(parsing text: String) throws(EncryptionError) {
        guard let bytes = Self.parse(text) else {
            throw EncryptionError(
                .invalidKey,
                "the key is none of 64 hexadecimal digits, 32 bytes in base64 and 32 ASCII characters; make one with: openssl rand -hex 32"
            )
        }
        self.bytes = bytes
    }

    private static func parse(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        if characters.count == 64 {
            let digits = text.compactMap(\.hexDigitValue)
            if digits.count == 64 { return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) } }
        }
        if characters.count == self.byteCount, characters.allSatisfy({ (0x20...0x7E).contains($0) }) { return characters }
        let plain = text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
        let bytes = Base64URL.decode(String(plain))
        return bytes?.count == self.byteCount ? bytes : nil
    }

    /// Says nothing about the key.
    public var description: String { "a key of \(Self.byteCount) bytes" }

    /// Says nothing about the key.
    public var debugDescription: String { self.description }
}
