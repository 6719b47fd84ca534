// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// Frames over a WebSocket.
struct WebSocketGatewayTransport: GatewayClientTransport {
    let socket: WebSocketClientConnection

    func send(_ frame: [UInt8]) async throws(GatewayClientError) {
        do {
            try await self.socket.send(text: frame)
        } catch {
            throw Self.translate(error)
        }
    }

    func receive() async throws(GatewayClientError) -> [UInt8]? {
        do {
            return try await self.socket.receive()?.bytes
        } catch {
            throw Self.translate(error)
        }
    }

    var closeReason: String? {
        self.socket.closure.flatMap { $0.reason.isEmpty ? nil : $0.reason }
    }

    func close() async { await self.socket.close() }

    static func translate(_ error: WebSocketClientError) -> GatewayClientError {
        switch error.code {
        case .invalidRequest: GatewayClientError(.invalidAddress, error.message)
        case .nameResolution, .connectFailed, .timeout: GatewayClientError(.unreachable, error.message)
        case .tls: GatewayClientError(.untrusted, error.message)
        case .refused where error.status?.code == 503:
            GatewayClientError(
                .unavailable,
                "\(error.message) The gateway is starting or stopping, or has as many connections as it takes; try again in a moment."
            )
        case .refused where error.status.map { $0.code == 429 || $0.code >= 500 } ?? false:
            GatewayClientError(.unavailable, error.message)
        case .refused, .invalidHandshake: GatewayClientError(.handshakeFailed, error.message)
        case .cancelled: GatewayClientError(.cancelled, error.message)
        default: GatewayClientError(.disconnected, error.message)
        }
    }
}
