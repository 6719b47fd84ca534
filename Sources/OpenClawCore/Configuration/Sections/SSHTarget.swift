// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where `ssh` connects to: `[user@]host[:port]`, where the host may be a name of the user's own SSH configuration.
///
/// Nothing that could be read as an option, a command or a second argument is accepted.
package struct SSHTarget: Sendable, Hashable, CustomStringConvertible {
    /// The name to sign in with; `nil` leaves it to `ssh`.
    package let user: String?
    /// The host, without brackets.
    package let host: String
    /// The port of the SSH server; `nil` leaves it to `ssh`.
    package let port: Int?

    /// Reads a target; `nil` when it is none.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 320 else { return nil }
        var rest = Substring(text)
        if let at = rest.firstIndex(of: "@") {
            let user = rest[..<at]
            guard Self.isWord(user, maximumLength: 64, also: "_.-") else { return nil }
            self.user = String(user)
            rest = rest[rest.index(after: at)...]
        } else {
            self.user = nil
        }
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            let host = rest[rest.index(after: rest.startIndex)..<end]
            guard (2...45).contains(host.utf8.count), host.contains(":"),
                host.utf8.allSatisfy({ $0 == 0x3a || $0 == 0x2e || Character(UnicodeScalar($0)).isHexDigit })
            else { return nil }
            self.host = String(host)
            rest = rest[rest.index(after: end)...]
        } else {
            let host = rest.prefix { $0 != ":" }
            guard Self.isWord(host, maximumLength: 253, also: "_.-") else { return nil }
            self.host = String(host)
            rest = rest[host.endIndex...]
        }
        if rest.isEmpty {
            self.port = nil
        } else {
            let digits = rest.dropFirst()
            guard rest.first == ":", (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let port = Int(digits), (1...65_535).contains(port)
            else { return nil }
            self.port = port
        }
    }

    /// Letters and digits, and after the first one also the others.
    private static func isWord(_ text: Substring, maximumLength: Int, also: String) -> Bool {
        guard (1...maximumLength).contains(text.utf8.count), let first = text.first, first.isASCII, first.isLetter || first.isNumber else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || also.contains($0)) }
    }

    /// The target as it is written.
    package var description: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return (self.user.map { $0 + "@" } ?? "") + host + (self.port.map { ":\($0)" } ?? "")
    }
}
