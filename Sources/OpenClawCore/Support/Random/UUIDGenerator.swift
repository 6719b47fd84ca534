// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Makes random UUIDs (RFC 9562, version 4) and tokens.
public struct UUIDGenerator: IDGenerator {
    private let random: any RandomSource

    /// Creates a generator; the default source is cryptographically secure.
    public init(random: any RandomSource = SystemRandomSource()) {
        self.random = random
    }

    /// A new random UUID in lower case.
    public func uuid() -> String {
        let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { output in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    output[place] = 0x2D
                    place += 1
                }
                let word = digit < 16 ? high : low
                let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit % 16 * 4)) & 15
                output[place] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
                place += 1
            }
            return place
        }
    }

    /// A new secret of `byteCount` random bytes in base64url.
    public func token(byteCount: Int) -> String {
        Base64URL.encode(random.bytes(byteCount))
    }
}
