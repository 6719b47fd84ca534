// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A range of addresses in CIDR notation, such as `10.0.0.0/8` or `fd00::/8`; a bare address is a range of one.
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    private let family: SocketAddress.Family
    private let high: UInt64
    private let low: UInt64
    /// The number of leading bits that must agree: at most 32 for IPv4, 128 for IPv6.
    public let prefixLength: Int

    /// Reads CIDR notation; nil if the address or the prefix length is wrong.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = SocketAddress(ip: String(first), port: 0) else { return nil }
        let width = address.family == .ipv4 ? 32 : 128
        var prefix = width
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width).contains(number) else { return nil }
            prefix = number
        }
        let mask = Self.mask(family: address.family, prefix: prefix)
        family = address.family
        prefixLength = prefix
        high = address.high & mask.high
        low = address.low & mask.low
    }

    /// True if `address` lies in the range.
    public func contains(_ address: SocketAddress) -> Bool {
        guard address.family == family else { return false }
        let mask = Self.mask(family: family, prefix: prefixLength)
        return address.high & mask.high == high && address.low & mask.low == low
    }

    /// The normalised CIDR notation.
    public var description: String {
        "\(SocketAddress(family: family, high: high, low: low, port: 0).ip)/\(prefixLength)"
    }

    private static func mask(family: SocketAddress.Family, prefix: Int) -> (high: UInt64, low: UInt64) {
        switch family {
        case .ipv4: (0, prefix == 0 ? 0 : (UInt64.max << UInt64(32 - prefix)) & 0xffff_ffff)
        case .ipv6: (prefix == 0 ? 0 : UInt64.max << UInt64(max(0, 64 - prefix)), prefix <= 64 ? 0 : UInt64.max << UInt64(128 - prefix))
        }
    }
}
