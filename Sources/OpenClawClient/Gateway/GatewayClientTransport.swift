// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The way to a gateway: a WebSocket, or a script in tests.
package protocol GatewayClientTransport: Sendable {
    /// Sends one frame.
    func send(_ frame: [UInt8]) async throws(GatewayClientError)

    /// The next frame; `nil` when the gateway has closed the connection.
    func receive() async throws(GatewayClientError) -> [UInt8]?

    /// Why the connection was closed, in the gateway's words.
    var closeReason: String? { get }

    /// Closes the connection in order.
    func close() async
}
