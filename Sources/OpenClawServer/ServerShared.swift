// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What all sockets of a server share.
final class ServerShared: Sendable {
    let gateway: Gateway
    let configuration: GatewayServerConfiguration
    let handshake: Handshake
    let hello: HelloFrame
    let counters: ServerCounters
    let identifiers: UUIDGenerator

    /// The interfaces that are switched on.
    var endpoints: HTTPEndpoints { self.configuration.endpoints }

    init(gateway: Gateway, configuration: GatewayServerConfiguration) {
        self.gateway = gateway
        self.configuration = configuration
        self.handshake = Handshake(configuration)
        self.hello = HelloFrame(gateway: gateway, configuration: configuration)
        self.counters = ServerCounters(gateway.configuration.metrics)
        self.identifiers = UUIDGenerator()
    }
}
