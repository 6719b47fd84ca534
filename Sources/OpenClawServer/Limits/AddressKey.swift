// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

/// The name under which an address is counted: IPv4 also when it is mapped into IPv6, IPv6 by its network of 64 bits, which one
/// customer gets as a whole.
enum AddressKey {
    static func text(_ address: SocketAddress) -> String {
        guard address.family == .ipv6 else { return address.ip }
        let ip = address.ip.prefix { $0 != "%" }
        return IPNetwork("\(ip)/64")?.description ?? String(ip)
    }
}
