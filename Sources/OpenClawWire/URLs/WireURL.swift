// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An absolute `http`, `https`, `ws` or `wss` URL, reduced to what a connection needs.
public struct WireURL: Sendable, Hashable, CustomStringConvertible {
    /// The schemes this type knows.
    public enum Scheme: String, Sendable, Hashable, CaseIterable {
        /// HTTP in the clear.
        case http
        /// HTTP over TLS.
        case https
        /// WebSocket in the clear.
        case ws
        /// WebSocket over TLS.
        case wss

        /// Whether the connection uses TLS.
        public var isSecure: Bool { self == .https || self == .wss }
        /// 80 or 443.
        public var defaultPort: UInt16 { isSecure ? 443 : 80 }
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host in lower case; an IPv6 address without its brackets.
    public let host: String
    /// Whether ``host`` is an IPv6 address.
    public let isIPv6: Bool
    /// The port, the scheme's default if the URL named none.
    public let port: UInt16
    /// Path and query for the request line; starts with `/`.
    public let target: String

    /// Parses a URL. Userinfo and fragments are refused, as are bytes which are not visible ASCII.
    public init(_ string: String) throws(WireURLError) {
        let bytes = [UInt8](string.utf8)
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw WireURLError(.character) }
        guard let colon = bytes.firstIndex(of: 0x3A), bytes[colon...].starts(with: "://".utf8) else { throw WireURLError(.malformed) }
        let name = String(decoding: bytes[..<colon].map(ASCII.lowercased), as: UTF8.self)
        guard let scheme = Scheme(rawValue: name) else { throw WireURLError(.scheme) }
        if bytes.contains(0x23) { throw WireURLError(.fragment) }
        let rest = bytes[(colon + 3)...]
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.endIndex
        let authority = rest[..<end]
        if authority.contains(0x40) { throw WireURLError(.userInfo) }
        let (host, isIPv6, portText) = try Self.split(authority)
        self.scheme = scheme
        self.host = String(decoding: host.map(ASCII.lowercased), as: UTF8.self)
        self.isIPv6 = isIPv6
        self.port = try portText.map(Self.port) ?? scheme.defaultPort
        let target = String(decoding: rest[end...], as: UTF8.self)
        self.target = target.utf8.first == 0x2F ? target : "/" + target
    }

    /// The `Host` field: brackets around IPv6, the port unless it is the default.
    public var hostField: String {
        let name = isIPv6 ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    /// The URL as text.
    public var description: String { "\(scheme.rawValue)://\(hostField)\(target)" }

    /// Splits `host`, `host:port`, `[address]` and `[address]:port`.
    private static func split(
        _ authority: ArraySlice<UInt8>
    ) throws(WireURLError) -> (host: ArraySlice<UInt8>, isIPv6: Bool, port: ArraySlice<UInt8>?) {
        if authority.first == 0x5B {
            guard let bracket = authority.firstIndex(of: 0x5D) else { throw WireURLError(.host) }
            let address = authority[(authority.startIndex + 1)..<bracket]
            guard IPv6Text.isValid(address) else { throw WireURLError(.host) }
            let rest = authority[(bracket + 1)...]
            guard let first = rest.first else { return (address, true, nil) }
            guard first == 0x3A else { throw WireURLError(.host) }
            return (address, true, rest.dropFirst())
        }
        let colon = authority.firstIndex(of: 0x3A)
        let host = authority[..<(colon ?? authority.endIndex)]
        let isName = host.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        guard !host.isEmpty, host.count <= 253, isName else { throw WireURLError(.host) }
        return (host, false, colon.map { authority[($0 + 1)...] })
    }

    private static func port(_ text: ArraySlice<UInt8>) throws(WireURLError) -> UInt16 {
        guard (1...5).contains(text.count), text.allSatisfy(ASCII.isDigit),
            let port = UInt16(String(decoding: text, as: UTF8.self)), port > 0
        else { throw WireURLError(.port) }
        return port
    }
}
