// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Opens connections to a gateway in the same process; there is nothing to sign in with.
struct InProcessGatewayConnector: GatewayConnector {
    let gateway: Gateway
    let configuration: GatewayClientConfiguration

    func connect() async throws(GatewayClientError) -> GatewayConnection {
        var info = self.configuration.client
        info.platform = "in-process"
        let (connection, client) = LocalConnection.open(
            to: self.gateway,
            info: info,
            scopes: self.configuration.scopes,
            capabilities: Set(self.configuration.capabilities)
        )
        return GatewayConnection(
            transport: InProcessGatewayTransport(connection: connection),
            hello: GatewayHello(gateway: self.gateway, client: client)
        )
    }
}
