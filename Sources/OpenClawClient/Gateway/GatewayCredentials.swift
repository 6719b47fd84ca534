// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What a client shows a gateway.
public enum GatewayCredentials: Sendable, Hashable {
    /// Nothing.
    case none
    /// The gateway's token.
    case token(Secret)
    /// The gateway's password.
    case password(Secret)
    /// The token a gateway gave this device; it needs ``GatewayClientConfiguration/device``.
    case deviceToken(Secret)
    /// The token of a ``SetupCode``, which counts once; it needs ``GatewayClientConfiguration/device``. From then on the client shows the
    /// token the gateway gave the device.
    case setupToken(Secret)
}
