// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Recognises IPv6 addresses in text (RFC 4291 section 2.2). Zone identifiers are not addresses.
enum IPv6Text {
    /// Whether the bytes between the brackets of a URL are an address.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 2, bytes.count <= 45 else { return false }
        var groups = 0
        var hasGap = false
        var index = bytes.startIndex
        if bytes.starts(with: [0x3A, 0x3A]) {
            hasGap = true
            index += 2
            if index == bytes.endIndex { return true }
        }
        while true {
            let end = bytes[index...].firstIndex(of: 0x3A) ?? bytes.endIndex
            let group = bytes[index..<end]
            if end == bytes.endIndex, group.contains(0x2E) {
                guard isIPv4(group) else { return false }
                groups += 2
                break
            }
            guard (1...4).contains(group.count), group.allSatisfy({ ASCII.hexadecimalValue($0) != nil }) else { return false }
            groups += 1
            guard end < bytes.endIndex else { break }
            index = end + 1
            guard index < bytes.endIndex else { return false }
            if bytes[index] == 0x3A {
                guard !hasGap else { return false }
                hasGap = true
                index += 1
                if index == bytes.endIndex { break }
            }
        }
        return hasGap ? groups < 8 : groups == 8
    }

    private static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit) else { return false }
                guard part.count == 1 || part.first != 0x30 else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }
}
