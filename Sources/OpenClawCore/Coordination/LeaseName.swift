// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What only one gateway of several may do at a time: be the leader, run a channel's account.
public struct LeaseName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name: at most 200 letters, digits and `-_.:@`, beginning with a letter or digit; other characters are replaced by `_`.
    public let rawValue: String

    /// Makes a name.
    public init(_ rawValue: String) {
        var text = ""
        for byte in rawValue.utf8.prefix(200) {
            let isAlphanumeric = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
            let isSign = [0x2D, 0x5F, 0x2E, 0x3A, 0x40].contains(byte) && !text.isEmpty
            text.unicodeScalars.append(isAlphanumeric || isSign ? UnicodeScalar(byte) : "_")
        }
        self.rawValue = text.isEmpty ? "_" : text
    }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The leadership of a group of gateways.
    public static let gateway: LeaseName = "gateway"

    /// Running a channel: two pollers on one account take each other's messages.
    public static func channel(_ id: ChannelID) -> LeaseName { LeaseName("channel:\(id.rawValue)") }

    /// Running one account of a channel that serves several.
    public static func channel(_ id: ChannelID, account: AccountID) -> LeaseName {
        LeaseName("channel:\(id.rawValue)@\(account.rawValue)")
    }

    /// The name.
    public var description: String { self.rawValue }
}
