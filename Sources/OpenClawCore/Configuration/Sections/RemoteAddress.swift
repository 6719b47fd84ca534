// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What matters about a gateway's address before anything is sent there.
package struct RemoteAddress: Sendable, Hashable {
    /// Whether the connection is encrypted.
    package let isEncrypted: Bool
    /// The host without brackets, in lower case.
    package let host: String

    /// Reads `ws`, `wss`, `http` and `https` addresses; `nil` for anything else.
    package init?(_ text: String) {
        let schemes: [(name: String, isEncrypted: Bool)] = [("wss://", true), ("https://", true), ("ws://", false), ("http://", false)]
        let lower = text.lowercased()
        guard let scheme = schemes.first(where: { lower.hasPrefix($0.name) }) else { return nil }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let authority = lower.dropFirst(scheme.name.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // Credentials in an address would end up in histories and logs.
        guard !authority.contains("@") else { return nil }
        var host = authority
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            host = host[host.index(after: host.startIndex)..<end]
        } else {
            host = host.prefix { $0 != ":" }
        }
        guard !host.isEmpty else { return nil }
        self.isEncrypted = scheme.isEncrypted
        self.host = String(host)
    }

    /// Whether what is sent there stays on this machine or in a private network: loopback, private and link-local addresses, those of
    /// Tailscale, and names that only exist locally.
    package var isPrivate: Bool {
        if let bytes = NetworkAddress.bytes(of: self.host) { return Self.isPrivate(bytes) }
        if self.host == "localhost" || !self.host.contains(".") { return true }
        return [".localhost", ".local", ".ts.net", ".internal"].contains { self.host.hasSuffix($0) }
    }

    private static func isPrivate(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 16 {
            if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return self.isPrivate(Array(bytes[12...])) }
            if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 { return true }
            return bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
        }
        switch (bytes[0], bytes[1]) {
        case (127, _), (10, _), (192, 168), (169, 254): return true
        case (172, 16...31), (100, 64...127): return true
        default: return false
        }
    }
}
