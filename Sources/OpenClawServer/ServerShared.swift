// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

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

    let origins: OriginState
    let hookGuard = HookGuard()
    private let live: Mutex<HTTPEndpoints>

    /// The interfaces that are switched on at this moment.
    var endpoints: HTTPEndpoints {
        get { self.live.withLock { $0 } }
        set { self.live.withLock { $0 = newValue } }
    }

    init(gateway: Gateway, configuration: GatewayServerConfiguration) {
        self.gateway = gateway
        self.configuration = configuration
        self.origins = OriginState(configuration.origins)
        self.live = Mutex(configuration.endpoints)
        let wallClock = gateway.configuration.wallClock
        self.authentication = AuthenticationState(
            AuthenticationSettings(mode: configuration.authentication, signedTokens: configuration.signedTokens)
        )
        self.limits = AccessLimits(configuration, wallClock: wallClock)
        let authenticator = Authenticator(
            state: self.authentication,
            limits: self.limits,
            wallClock: wallClock,
            logger: gateway.configuration.logger.component("auth")
        )
        self.handshake = Handshake(
            configuration,
            authenticator: authenticator,
            pairing: gateway.pairing,
            wallClock: wallClock,
            origins: self.origins
        )
        self.http = HTTPAuthentication(authenticator: authenticator, origins: self.origins)
        self.hello = HelloFrame(configuration: configuration)
        self.counters = ServerCounters(gateway.configuration.metrics)
        self.identifiers = UUIDGenerator()
    }
}
