// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Frames to a gateway in the same process.
struct InProcessGatewayTransport: GatewayClientTransport {
    let connection: LocalConnection

    func send(_ frame: [UInt8]) async throws(GatewayClientError) { self.connection.receive(frame) }

    func receive() async throws(GatewayClientError) -> [UInt8]? { await self.connection.next() }

    var closeReason: String? { self.connection.closeReason }

    func close() async { self.connection.close() }
}
