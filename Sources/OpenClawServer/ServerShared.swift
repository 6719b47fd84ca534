// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What all sockets of a server share.
final class ServerShared: Sendable {
    let gateway: Gateway
    let configuration: GatewayServerConfiguration
    let authentication: AuthenticationState
    let limits: AccessLimits
    let handshake: Handshake
    let http: HTTPAuthentication
    let hello: HelloFrame
    let counters: ServerCounters
    let identifiers: UUIDGenerator

    /// The interfaces that are switched on.
    var endpoints: HTTPEndpoints { self.configuration.endpoints }

    init(gateway: Gateway, configuration: GatewayServerConfiguration) {
        self.gateway = gateway
        self.configuration = configuration
        let wallClock = gateway.configuration.wallClock
        self.authentication = AuthenticationState(
            AuthenticationSettings(mode: configuration.authentication, signedTokens: configuration.signedTokens)
        )
        self.limits = AccessLimits(configuration, wallClock: wallClock)
        let authenticator = Authenticator(state: self.authentication, limits: self.limits, wallClock: wallClock)
        self.handshake = Handshake(configuration, authenticator: authenticator, pairing: gateway.pairing, wallClock: wallClock)
        self.http = HTTPAuthentication(authenticator: authenticator, origins: configuration.origins)
        self.hello = HelloFrame(gateway: gateway, configuration: configuration)
        self.counters = ServerCounters(gateway.configuration.metrics)
        self.identifiers = UUIDGenerator()
    }
}
