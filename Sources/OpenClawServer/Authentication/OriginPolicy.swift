// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// Which web pages may connect (PROTOCOL 1.9).
///
/// Allowed are clients without an `Origin`, origins on the list, loopback pages from a loopback peer, and the gateway's own page
/// when it was opened by an address instead of a name: a name could be pointed at this machine by anyone (DNS rebinding).
public struct OriginPolicy: Sendable {
    /// Further origins, for instance `https://gateway.example.org`; `*` allows all.
    public var allowedOrigins: [String]

    /// Makes a policy.
    public init(allowedOrigins: [String] = []) { self.allowedOrigins = allowedOrigins }

    /// Whether a page of this origin may connect.
    public func allows(origin: String?, host: String?, isLoopbackPeer: Bool) -> Bool {
        guard let origin else { return true }
        if self.allowedOrigins.contains("*") || self.allowedOrigins.contains(where: { $0.lowercased() == origin.lowercased() }) {
            return true
        }
        guard let url = try? WireURL(origin), url.scheme == .http || url.scheme == .https else { return false }
        if isLoopbackPeer, Self.isLoopback(url.host) { return true }
        guard let host, SocketAddress(ip: url.host, port: url.port) != nil else { return false }
        let own = try? WireURL("\(url.scheme.rawValue)://\(host)/")
        return own?.host == url.host && own?.port == url.port
    }

    private static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || (SocketAddress(ip: host, port: 0)?.isLoopback ?? false)
    }
}
