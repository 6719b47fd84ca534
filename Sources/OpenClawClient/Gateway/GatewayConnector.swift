// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Opens connections to one gateway, as often as it takes.
package protocol GatewayConnector: Sendable {
    /// Connects and signs in.
    func connect() async throws(GatewayClientError) -> GatewayConnection
}
