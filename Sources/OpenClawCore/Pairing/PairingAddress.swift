// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where other machines reach the gateway, for setup codes.
public struct PairingAddress: Sendable, Hashable {
    /// A `ws` or `wss` address.
    public var url: String
    /// Which setting it comes from.
    public var source: String

    /// Makes an address.
    public init(url: String, source: String) {
        self.url = url
        self.source = source
    }
}
