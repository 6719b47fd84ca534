// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `gateway.tailscale.mode`: who reaches the gateway through Tailscale.
public struct TailscaleMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nobody.
    public static let off = TailscaleMode(rawValue: "off")
    /// The machines of the tailnet.
    public static let serve = TailscaleMode(rawValue: "serve")
    /// Everybody.
    public static let funnel = TailscaleMode(rawValue: "funnel")
}
