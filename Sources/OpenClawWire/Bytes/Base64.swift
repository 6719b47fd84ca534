// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Base64 with the standard alphabet and padding (RFC 4648 section 4).
public enum Base64 {
    /// Encodes.
    public static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let first = UInt32(bytes[index]) << 16
            let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) << 8 : 0
            let third = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
            let group = first | second | third
            output.append(letter(group >> 18))
            output.append(letter(group >> 12))
            output.append(index + 1 < bytes.count ? letter(group >> 6) : padding)
            output.append(index + 2 < bytes.count ? letter(group) : padding)
            index += 3
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Decodes strictly: padding required, no line ends, no bits set which the length leaves unused; nil otherwise.
    public static func decode(_ string: String) -> [UInt8]? {
        let text = [UInt8](string.utf8)
        guard text.count.isMultiple(of: 4) else { return nil }
        let padded = text.suffix(2).count { $0 == padding }
        guard padded == 0 || text.last == padding else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        for (index, byte) in text.enumerated() {
            let isPadding = index >= text.count - padded
            guard let value = isPadding ? 0 : value(of: byte) else { return nil }
            group = group << 6 | value
            guard index & 3 == 3 else { continue }
            output.append(UInt8(truncatingIfNeeded: group >> 16))
            output.append(UInt8(truncatingIfNeeded: group >> 8))
            output.append(UInt8(truncatingIfNeeded: group))
            if index < text.count - 1 { group = 0 }
        }
        guard padded > 0 else { return output }
        let unused: UInt32 = padded == 1 ? 0xFF : 0xFFFF
        guard group & unused == 0 else { return nil }
        output.removeLast(padded)
        return output
    }

    private static var padding: UInt8 { 0x3D }

    private static func letter(_ bits: UInt32) -> UInt8 {
        switch UInt8(truncatingIfNeeded: bits & 0x3F) {
        case let value where value < 26: 0x41 + value
        case let value where value < 52: 0x61 + (value - 26)
        case let value where value < 62: 0x30 + (value - 52)
        case 62: 0x2B
        default: 0x2F
        }
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61) + 26
        case 0x30...0x39: UInt32(byte - 0x30) + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
