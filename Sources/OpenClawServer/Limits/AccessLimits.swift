// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import Synchronization

/// Who may try, how often, and how many sockets may wait to authenticate: the limits that all loops share.
final class AccessLimits: Sendable {
    private struct State {
        var failures: FailureLimiter
        var requests: RequestLimiter?
        var unauthenticated: [String: Int] = [:]
    }

    private let state: Mutex<State>
    private let allowed: [IPNetwork]
    private let failureLimit: FailureLimit
    private let maximumUnauthenticated: Int
    private let wallClock: any WallClock
    /// Whether requests are counted at all.
    let countsRequests: Bool

    init(_ configuration: GatewayServerConfiguration, wallClock: any WallClock) {
        self.allowed = configuration.allowedNetworks
        self.failureLimit = configuration.failureLimit
        self.maximumUnauthenticated = configuration.maximumUnauthenticatedPerAddress
        self.countsRequests = configuration.requestLimit != nil
        self.wallClock = wallClock
        self.state = Mutex(
            State(failures: FailureLimiter(configuration.failureLimit), requests: configuration.requestLimit.map { RequestLimiter($0) })
        )
    }

    /// Whether only some addresses may connect.
    var restrictsAddresses: Bool { !self.allowed.isEmpty }

    /// Whether an address may connect at all. Programs on the machine itself always may.
    func admits(_ address: SocketAddress, isLoopbackClient: Bool) -> Bool {
        self.allowed.isEmpty || isLoopbackClient || self.allowed.contains { $0.contains(address) }
    }

    /// Counts a request; returns how many milliseconds to wait when there were too many.
    func countRequest(_ source: String) -> Int? {
        guard self.countsRequests else { return nil }
        let now = self.wallClock.now()
        return self.state.withLock { $0.requests?.count(source, at: now) }
    }

    /// The key failures of a client are counted under; `nil` when they are not counted.
    func failureKey(_ kind: FailureLimiter.Kind, _ peer: HandshakePeer) -> FailureLimiter.Key? {
        if peer.isLoopbackClient {
            if let origin = peer.origin {
                return FailureLimiter.Key(kind: kind, source: "browser-origin:\(origin.lowercased().prefix(256))")
            }
            if self.failureLimit.exemptsLoopback { return nil }
        }
        return FailureLimiter.Key(kind: kind, source: peer.addressKey)
    }

    /// Counts an attempt before it is checked; returns how many milliseconds to wait when there were too many.
    func beginAttempt(_ key: FailureLimiter.Key?) -> Int? {
        guard let key else { return nil }
        let now = self.wallClock.now()
        return self.state.withLock { $0.failures.begin(key, at: now) }
    }

    /// Whether a wait is that of a lockout which begins now.
    func isWholeLockout(milliseconds: Int) -> Bool { Duration.milliseconds(milliseconds) >= self.failureLimit.lockout }

    /// The attempt was no guess.
    func takeBackAttempt(_ key: FailureLimiter.Key?) {
        guard let key else { return }
        self.state.withLock { $0.failures.takeBack(key) }
    }

    /// The attempt was right.
    func succeed(_ key: FailureLimiter.Key?) {
        guard let key else { return }
        self.state.withLock { $0.failures.succeed(key) }
    }

    /// A place for a socket that has not authenticated; `nil` when its address has too many.
    func place(for peer: HandshakePeer) -> UnauthenticatedPlace? {
        guard Self.isBudgeted(peer) else { return UnauthenticatedPlace(self, key: nil) }
        let isTaken = self.state.withLock { state in
            let count = state.unauthenticated[peer.addressKey, default: 0]
            guard count < self.maximumUnauthenticated else { return false }
            state.unauthenticated[peer.addressKey] = count + 1
            return true
        }
        return isTaken ? UnauthenticatedPlace(self, key: peer.addressKey) : nil
    }

    /// The socket has authenticated or is gone.
    func freePlace(_ key: String) {
        self.state.withLock { state in
            guard let count = state.unauthenticated[key] else { return }
            state.unauthenticated[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Programs on the machine itself are only bounded together, by the listener.
    private static func isBudgeted(_ peer: HandshakePeer) -> Bool { !peer.isLoopbackClient || peer.origin != nil }
}
