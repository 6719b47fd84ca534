// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What the workers of one client have in common.
final class HTTPClientShared: Sendable {
    let configuration: HTTPClientConfiguration
    let resolver: DNSResolver
    let tls: ClientTLS
    private let open = Atomic<Int>(0)
    private let starving = Atomic<Bool>(false)
    private let isShutDown = Atomic<Bool>(false)

    init(configuration: HTTPClientConfiguration, resolver: DNSResolver) {
        self.configuration = configuration
        self.resolver = resolver
        self.tls = ClientTLS(configuration.tls)
    }

    /// Counts another connection, unless the client is at its limit.
    func takePermit() -> Bool {
        if tryPermit() { return true }
        starving.store(true, ordering: .sequentiallyConsistent)
        // One may have come back before anybody could know that it is wanted.
        return tryPermit()
    }

    private func tryPermit() -> Bool {
        if open.add(1, ordering: .sequentiallyConsistent).newValue <= configuration.maximumConnections { return true }
        open.subtract(1, ordering: .sequentiallyConsistent)
        return false
    }

    /// A connection is gone. Returns true when others wait for that.
    func returnPermit() -> Bool {
        open.subtract(1, ordering: .sequentiallyConsistent)
        return starving.exchange(false, ordering: .sequentiallyConsistent)
    }

    var hasEnded: Bool { isShutDown.load(ordering: .acquiring) }

    func end() {
        isShutDown.store(true, ordering: .releasing)
    }
}
