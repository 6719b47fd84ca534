// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An absolute `http`, `https`, `ws` or `wss` URL, reduced to what a connection needs.
public struct WireURL: Sendable, Hashable, CustomStringConvertible {
    /// The schemes this type knows.
    public enum Scheme: String, Sendable, Hashable {
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
        throw WireURLError(.malformed)
    }

    /// The `Host` field: brackets around IPv6, the port unless it is the default.
    public var hostField: String { "" }

    /// The URL as text.
    public var description: String { "\(scheme.rawValue)://\(hostField)\(target)" }
}
