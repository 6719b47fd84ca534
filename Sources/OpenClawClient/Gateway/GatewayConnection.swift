// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A way to a gateway on which the client has signed in.
package struct GatewayConnection: Sendable {
    /// Carries the frames.
    package var transport: any GatewayClientTransport
    /// What the gateway said.
    package var hello: GatewayHello

    /// Makes a connection.
    package init(transport: any GatewayClientTransport, hello: GatewayHello) {
        self.transport = transport
        self.hello = hello
    }
}
