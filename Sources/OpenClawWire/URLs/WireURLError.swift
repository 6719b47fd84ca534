// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a URL was refused.
public struct WireURLError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Rule: UInt8 { case malformed, scheme, userInfo, host, port, fragment, character }

    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// What is wrong and what to write instead.
    public var description: String {
        switch rule {
        case .malformed: "The URL is not of the form scheme://host[:port]/path."
        case .scheme: "The scheme must be http, https, ws or wss."
        case .userInfo: "User name and password do not belong in the URL; configure them as credentials."
        case .host: "The host must be a name, an IPv4 address or an IPv6 address in brackets."
        case .port: "The port must be a number from 1 to 65535."
        case .fragment: "A fragment (#...) is never sent; remove it."
        case .character: "The URL must be visible ASCII; percent-encode everything else."
        }
    }
}
