// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether a gateway runs here or elsewhere (`gateway.mode`).
public struct GatewayMode: RawRepresentable, Hashable, Sendable {
    /// The mode as configuration writes it.
    public let rawValue: String

    /// Wraps a mode.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The gateway runs here.
    public static let local = GatewayMode(rawValue: "local")
    /// Commands use a gateway elsewhere.
    public static let remote = GatewayMode(rawValue: "remote")
}
