// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// What connections are shared by: scheme, host and port (RFC 9110 section 4.3.1).
struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
    let isSecure: Bool
    let host: String
    let port: UInt16

    init(_ url: WireURL) {
        isSecure = url.scheme.isSecure
        host = url.host
        port = url.port
    }

    /// For messages.
    var description: String { "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}
