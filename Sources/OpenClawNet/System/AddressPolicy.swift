// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which hosts a client may connect to (PROTOCOL 4.5): a name is looked at before it is resolved, each of its addresses before it is
/// connected to, and the connection goes to the very address that was looked at.
public struct AddressPolicy: Sendable, Hashable {
    private let isPublicOnly: Bool

    /// Every host.
    public static let any = AddressPolicy(isPublicOnly: false)
    /// Only hosts on the public internet: no machine of its own network, not this one, no address with a special use.
    public static let publicOnly = AddressPolicy(isPublicOnly: true)

    /// Whether a host may be asked for by this name; a numeric address is none that needs a look here.
    public func allows(host: String) -> Bool {
        guard isPublicOnly else { return true }
        let name = String(host.lowercased().reversed().drop { $0 == "." }.reversed())
        if ["localhost", "localhost.localdomain", "metadata.google.internal", ""].contains(name) { return false }
        if [".localhost", ".local", ".internal"].contains(where: name.hasSuffix) { return false }
        guard let address = SocketAddress(ip: name, port: 0) else { return true }
        return allows(address)
    }

    /// Whether a connection to this address may be opened.
    public func allows(_ address: SocketAddress) -> Bool { !isPublicOnly || address.isPublic }
}

extension SocketAddress {
    /// Whether the address is one of the public internet, by IANA's registries of special-purpose addresses. An IPv6 address that stands
    /// for an IPv4 address of a translator (64:ff9b::/96) is judged by that one; other ways to wrap one are never public.
    public var isPublic: Bool {
        switch family {
        case .ipv4:
            return !Self.specialIPv4.contains { low >> UInt64(32 - $0.length) == $0.prefix >> UInt64(32 - $0.length) }
        case .ipv6:
            if high == 0x0064_ff9b_0000_0000, low >> 32 == 0 {
                return SocketAddress(family: .ipv4, high: 0, low: low, port: port).isPublic
            }
            guard high >> 61 == 0b001 else { return false }
            // 2001::/23 (protocols, Teredo), 2001:db8::/32 and 3fff::/20 (examples), 2002::/16 (6to4).
            return high >> 41 != 0x2001_0000 >> 9 && high >> 32 != 0x2001_0db8 && high >> 44 != 0x3fff0 && high >> 48 != 0x2002
        }
    }

    private static let specialIPv4: [(prefix: UInt64, length: Int)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
        (0xc000_0000, 24), (0xc000_0200, 24), (0xc058_6300, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24),
        (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ]
}
