// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire
import Synchronization

/// Opens WebSockets to one address.
final class WebSocketGatewayConnector: GatewayConnector {
    let url: WireURL
    let client: WebSocketClient
    let configuration: GatewayClientConfiguration
    /// What came of a setup code, which counts only once.
    private let granted = Mutex<Secret?>(nil)

    init(
        _ address: String,
        configuration: GatewayClientConfiguration,
        loops: EventLoopGroup,
        resolver: DNSResolver
    ) throws(GatewayClientError) {
        do {
            self.url = try WireURL(address)
        } catch {
            throw GatewayClientError(.invalidAddress, "\"\(address)\" is no address of a gateway; write for example ws://127.0.0.1:18789")
        }
        self.configuration = configuration
        self.client = WebSocketClient(
            loops: loops,
            resolver: resolver,
            configuration: WebSocketClientConfiguration(
                tls: configuration.tls,
                maximumMessageBytes: 32 << 20,
                connectTimeout: configuration.connectTimeout
            )
        )
    }

    func connect() async throws(GatewayClientError) -> GatewayConnection {
        let socket: WebSocketClientConnection
        do {
            socket = try await self.client.connect(to: self.url)
        } catch {
            throw WebSocketGatewayTransport.translate(error)
        }
        var configuration = self.configuration
        guard case .setupToken = configuration.credentials else {
            return try await GatewayHandshake(configuration: configuration).connection(over: WebSocketGatewayTransport(socket: socket))
        }
        if let token = self.granted.withLock({ $0 }) { configuration.credentials = .deviceToken(token) }
        let connection = try await GatewayHandshake(configuration: configuration).connection(over: WebSocketGatewayTransport(socket: socket))
        if let token = connection.hello.deviceToken { self.granted.withLock { $0 = token } }
        return connection
    }
}
