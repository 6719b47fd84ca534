// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire
import Synchronization

/// What the loops of a server have in common.
final class HTTPServerShared: Sendable {
    let handler: any HTTPServerHandler
    let limits: HTTPLimits
    let settings: StreamSettings
    let headTimeout: UInt64
    let idleTimeout: UInt64
    let bodyTimeout: UInt64
    let shutdownTimeout: UInt64
    let maximumConnections: Int
    let maximumPending: Int
    let trustedProxies: [IPNetwork]
    /// Open connections.
    let connections = Atomic<Int>(0)
    /// Open connections which have not proved themselves.
    let pending = Atomic<Int>(0)

    init(_ configuration: HTTPServerConfiguration, handler: any HTTPServerHandler) {
        self.handler = handler
        limits = configuration.limits
        settings = StreamSettings(configuration.stream)
        headTimeout = MonotonicTime.nanoseconds(configuration.headTimeout)
        idleTimeout = MonotonicTime.nanoseconds(configuration.idleTimeout)
        bodyTimeout = MonotonicTime.nanoseconds(configuration.bodyTimeout)
        shutdownTimeout = MonotonicTime.nanoseconds(configuration.shutdownTimeout)
        maximumConnections = configuration.maximumConnections
        maximumPending = configuration.maximumPendingConnections
        trustedProxies = configuration.trustedProxies
    }
}
