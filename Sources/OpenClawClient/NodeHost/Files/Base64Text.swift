// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Base64 with padding (RFC 4648 section 4).
enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = bytes.count - start
            let word = UInt32(bytes[start]) << 16 | (rest > 1 ? UInt32(bytes[start + 1]) << 8 : 0) | (rest > 2 ? UInt32(bytes[start + 2]) : 0)
            output.append(Self.alphabet[Int(word >> 18)])
            output.append(Self.alphabet[Int(word >> 12 & 63)])
            output.append(rest > 1 ? Self.alphabet[Int(word >> 6 & 63)] : 0x3D)
            output.append(rest > 2 ? Self.alphabet[Int(word & 63)] : 0x3D)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes, or `nil` when the text is not exactly base64.
    static func decode(_ text: String) -> [UInt8]? {
        let input = Array(text.utf8)
        guard input.count.isMultiple(of: 4) else { return nil }
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in Self.alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        let padding = input.suffix(2).reversed().prefix { $0 == 0x3D }.count
        var output: [UInt8] = []
        output.reserveCapacity(input.count / 4 * 3)
        for start in stride(from: 0, to: input.count, by: 4) {
            var word: UInt32 = 0
            for index in start..<start + 4 {
                let isPadding = index >= input.count - padding
                let value = isPadding ? 0 : values[Int(input[index])]
                guard value != 255 else { return nil }
                word = word << 6 | UInt32(value)
            }
            output += [UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255)]
        }
        output.removeLast(padding)
        return Self.encode(output) == text ? output : nil
    }
}
