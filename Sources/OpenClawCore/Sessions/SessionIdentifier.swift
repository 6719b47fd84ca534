// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The identifiers of transcripts.
///
/// They become file names, so only a narrow form is accepted: 1 to 128 bytes of ASCII letters, digits, `.`, `-` and `_`, not
/// beginning with a dot.
public enum SessionIdentifier {
    /// A random identifier (a version 4 UUID, RFC 9562), lower-case.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return self.random(using: &generator)
    }

    /// A random identifier from the given source.
    public static func random(using generator: inout some RandomNumberGenerator) -> String {
        let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { output in
            var position = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    output[position] = 0x2D
                    position += 1
                }
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16))) & 0xF
                output[position] = digit < 10 ? 0x30 + digit : 0x57 + digit
                position += 1
            }
            return position
        }
    }

    /// Whether an identifier that came from outside may become a file name.
    public static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, first != 0x2E, bytes.count <= 128 else { return false }
        return bytes.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x2D
                || byte == 0x2E || byte == 0x5F
        }
    }
}
