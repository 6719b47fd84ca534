// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding (RFC 3986 section 2.1).
public enum PercentEncoding {
    /// Decodes once; nil when a percent sign is not followed by two hexadecimal digits.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x25:
                guard index + 1 < bytes.endIndex,
                    let high = ASCII.hexadecimalValue(bytes[index]),
                    let low = ASCII.hexadecimalValue(bytes[index + 1])
                else { return nil }
                output.append(high << 4 | low)
                index += 2
            case 0x2B where plusIsSpace:
                output.append(ASCII.space)
            default:
                output.append(byte)
            }
        }
        return output
    }

    /// Decodes text; nil when it is malformed or not UTF-8.
    static func decodeText(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        guard let decoded = decode(bytes, plusIsSpace: plusIsSpace),
            decoded.withUnsafeBytes({ UTF8Validator.isValid($0) })
        else { return nil }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Encodes text as one path segment or query part: everything but unreserved characters (RFC 3986 section 2.3).
    public static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            let isMark = byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || isMark {
                output.append(byte)
            } else {
                output.append(0x25)
                output.append(digit(byte >> 4))
                output.append(digit(byte & 0xF))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
