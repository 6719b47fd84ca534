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
}
