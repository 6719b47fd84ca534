// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An IPv4 or IPv6 address with a port. An IPv4 address mapped into IPv6 is kept as IPv4.
public struct SocketAddress: Sendable, Hashable {
    /// The two families that are supported.
    public enum Family: UInt8, Sendable, Hashable {
        /// Internet protocol version 4.
        case ipv4 = 4
        /// Internet protocol version 6.
        case ipv6 = 6
    }

    /// The address family.
    public let family: Family
    /// The port in host byte order; 0 lets the system choose when binding.
    public var port: UInt16
    /// The interface index of a link-local IPv6 address, otherwise 0.
    public let scope: UInt32
    // The address in network order read as big-endian numbers; IPv4 uses the lower half of `low`.
    let high: UInt64
    let low: UInt64

    init(family: Family, high: UInt64, low: UInt64, port: UInt16, scope: UInt32 = 0) {
        if family == .ipv6, high == 0, low >> 32 == 0xffff {
            self.family = .ipv4
            self.high = 0
            self.low = low & 0xffff_ffff
            self.scope = 0
        } else {
            self.family = family
            self.high = high
            self.low = low
            self.scope = scope
        }
        self.port = port
    }

    /// Reads a numeric address such as `127.0.0.1`, `::1` or `fe80::1%eth0`; nil if `ip` is not one.
    public init?(ip: String, port: UInt16) {
        var v4 = in_addr()
        if inet_pton(AF_INET, ip, &v4) == 1 {
            self.init(family: .ipv4, high: 0, low: UInt64(UInt32(bigEndian: v4.s_addr)), port: port)
            return
        }
        var text = Substring(ip)
        var scope: UInt32 = 0
        if let percent = text.firstIndex(of: "%") {
            let zone = String(text[text.index(after: percent)...])
            scope = UInt32(zone) ?? if_nametoindex(zone)
            if scope == 0 { return nil }
            text = text[..<percent]
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, String(text), &v6) == 1 else { return nil }
        let (high, low) = withUnsafeBytes(of: &v6) {
            (UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)), UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
        self.init(family: .ipv6, high: high, low: low, port: port, scope: scope)
    }

    /// The IPv4 loopback address.
    public static func loopback(port: UInt16) -> SocketAddress {
        SocketAddress(family: .ipv4, high: 0, low: 0x7f00_0001, port: port)
    }

    /// Every IPv4 interface.
    public static func any(port: UInt16) -> SocketAddress {
        SocketAddress(family: .ipv4, high: 0, low: 0, port: port)
    }

    /// True for 127.0.0.0/8 and ::1.
    public var isLoopback: Bool {
        switch family {
        case .ipv4: low >> 24 == 127
        case .ipv6: high == 0 && low == 1
        }
    }

    /// The numeric address without the port.
    public var ip: String {
        switch family {
        case .ipv4:
            return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        case .ipv6:
            var address = in6_addr()
            withUnsafeMutableBytes(of: &address) {
                $0.storeBytes(of: high.bigEndian, as: UInt64.self)
                $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
                guard let base = buffer.baseAddress, inet_ntop(AF_INET6, &address, base, socklen_t(buffer.count)) != nil else {
                    return "::"
                }
                return String(cString: base) + (scope == 0 ? "" : "%\(scope)")
            }
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    /// `127.0.0.1:80` or `[::1]:80`.
    public var description: String { family == .ipv4 ? "\(ip):\(port)" : "[\(ip)]:\(port)" }
}

extension SocketAddress {
    /// Calls `body` with the address in the form the system calls take.
    func withSockaddr<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        switch family {
        case .ipv4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(low).bigEndian
            #if canImport(Darwin)
                address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
            #endif
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
        case .ipv6:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_scope_id = scope
            #if canImport(Darwin)
                address.sin6_len = UInt8(MemoryLayout<sockaddr_in6>.size)
            #endif
            withUnsafeMutableBytes(of: &address.sin6_addr) {
                $0.storeBytes(of: high.bigEndian, as: UInt64.self)
                $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)) }
            }
        }
    }

    /// Reads what `accept` or `getsockname` filled in; nil for other families.
    init?(_ storage: borrowing sockaddr_storage) {
        let copy = copy storage
        let result: SocketAddress? = withUnsafeBytes(of: copy) { bytes in
            switch Int32(copy.ss_family) {
            case AF_INET:
                let address = bytes.loadUnaligned(as: sockaddr_in.self)
                return SocketAddress(
                    family: .ipv4,
                    high: 0,
                    low: UInt64(UInt32(bigEndian: address.sin_addr.s_addr)),
                    port: UInt16(bigEndian: address.sin_port)
                )
            case AF_INET6:
                let address = bytes.loadUnaligned(as: sockaddr_in6.self)
                let (high, low) = withUnsafeBytes(of: address.sin6_addr) {
                    (
                        UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                    )
                }
                return SocketAddress(
                    family: .ipv6,
                    high: high,
                    low: low,
                    port: UInt16(bigEndian: address.sin6_port),
                    scope: address.sin6_scope_id
                )
            default:
                return nil
            }
        }
        guard let result else { return nil }
        self = result
    }
}
