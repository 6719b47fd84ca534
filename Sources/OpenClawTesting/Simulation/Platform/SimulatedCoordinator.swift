// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Synchronization

/// A coordinator that is reached over the network, as one process sees it.
struct SimulatedCoordinator: Coordinator {
    /// The coordinator itself.
    final class Service: Sendable {
        private let table = Mutex(LeaseTable())
        private let world: SimulationWorld

        init(_ world: SimulationWorld) { self.world = world }

        func with<Value: Sendable>(_ body: (inout LeaseTable, Duration) -> Value) -> Value {
            let now = Duration.milliseconds(self.world.now)
            return self.table.withLock { body(&$0, now) }
        }
    }

    let service: Service
    let network: SimulatedNetwork
    let process: SimulatedProcess

    func acquire(_ name: LeaseName, owner: String, for duration: Duration) async throws(CoordinatorError) -> LeaseOutcome {
        try await self.ask { $0.acquire(name, owner: owner, for: duration, at: $1) }
    }

    func renew(_ lease: Lease, for duration: Duration) async throws(CoordinatorError) -> Bool {
        try await self.ask { $0.renew(lease, for: duration, at: $1) }
    }

    func release(_ lease: Lease) async throws(CoordinatorError) {
        try await self.ask { table, _ in table.release(lease) }
    }

    func holder(of name: LeaseName) async throws(CoordinatorError) -> Lease? {
        try await self.ask { $0.holder(of: name, at: $1) }
    }

    func forceUnlock(_ name: LeaseName) async throws(CoordinatorError) -> Epoch {
        try await self.ask { table, _ in table.forceUnlock(name) }
    }

    private func ask<Value: Sendable>(
        _ body: @escaping @Sendable (inout LeaseTable, Duration) -> Value
    ) async throws(CoordinatorError) -> Value {
        do throws(SimulatedNetworkFailure) {
            return try await self.network.call("coordinator", from: self.process, timeout: 3_000, mayDouble: true) { self.service.with(body) }
        } catch {
            switch error {
            case .notSent: throw CoordinatorError(.unavailable, "the coordinator is away")
            case .noAnswer, .cancelled: throw CoordinatorError(.unknownOutcome, "the coordinator does not answer")
            }
        }
    }
}
