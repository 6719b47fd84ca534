// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads IP addresses and networks in text, without asking a resolver.
enum NetworkAddress {
    /// The 4 or 16 bytes of an address; square brackets around an IPv6 address are taken off.
    static func bytes(of text: String) -> [UInt8]? {
        var text = Substring(text)
        if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
        return text.contains(":") ? self.version6(text) : self.version4(text)
    }

    /// The address without brackets, or `nil` when it is none.
    static func canonical(_ text: String) -> String? {
        guard self.bytes(of: text) != nil else { return nil }
        return text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
    }

    /// Whether a text is an address, or a network such as `10.0.0.0/8`.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = self.bytes(of: String(first)), parts.count <= 2 else { return false }
        guard parts.count == 2 else { return true }
        guard let length = self.decimal(parts[1], maximum: bytes.count * 8) else { return false }
        return length <= bytes.count * 8
    }

    private static func decimal(_ text: Substring, maximum: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text) else {
            return nil
        }
        guard number <= maximum, text == "0" || text.first != "0" else { return nil }
        return number
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { self.decimal($0, maximum: 255).map(UInt8.init) }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard !text.contains("%") else { return nil }
        func groups(_ text: Substring) -> [UInt8]? {
            if text.isEmpty { return [] }
            var bytes: [UInt8] = []
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if part.contains(".") {
                    guard index == parts.count - 1, let tail = self.version4(part) else { return nil }
                    bytes += tail
                } else {
                    guard (1...4).contains(part.utf8.count), part.first != "+", let group = UInt16(part, radix: 16) else { return nil }
                    bytes += [UInt8(group >> 8), UInt8(truncatingIfNeeded: group)]
                }
            }
            return bytes
        }
        guard let gap = text.firstDoubleColon else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        guard let head = groups(text[..<gap.lowerBound]), let tail = groups(text[gap.upperBound...]), head.count + tail.count <= 14 else {
            return nil
        }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }
}

extension Substring {
    fileprivate var firstDoubleColon: Range<Index>? {
        var index = self.startIndex
        while index < self.endIndex {
            let next = self.index(after: index)
            if self[index] == ":", next < self.endIndex, self[next] == ":" { return index..<self.index(after: next) }
            index = next
        }
        return nil
    }
}
