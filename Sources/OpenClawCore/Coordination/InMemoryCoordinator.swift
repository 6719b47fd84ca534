// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A coordinator for gateways of one process, and for tests of several.
public final class InMemoryCoordinator: Coordinator {
    private let table: Mutex<LeaseTable>
    private let stopwatch: Stopwatch

    /// Makes a coordinator without leases.
    /// - Parameters:
    ///   - clock: Decides when leases end.
    ///   - lastEpoch: The highest epoch that stores have seen.
    public init(clock: any Clock<Duration> = ContinuousClock(), lastEpoch: Epoch = Epoch(0)) {
        self.table = Mutex(LeaseTable(lastEpoch: lastEpoch))
        self.stopwatch = Stopwatch(clock)
    }

    /// Grants a lease, or says who has it.
    public func acquire(_ name: LeaseName, owner: String, for duration: Duration) async throws(CoordinatorError) -> LeaseOutcome {
        let now = self.stopwatch.elapsed
        return self.table.withLock { $0.acquire(name, owner: owner, for: duration, at: now) }
    }

    /// Prolongs a lease.
    public func renew(_ lease: Lease, for duration: Duration) async throws(CoordinatorError) -> Bool {
        let now = self.stopwatch.elapsed
        return self.table.withLock { $0.renew(lease, for: duration, at: now) }
    }

    /// Takes a lease back.
    public func release(_ lease: Lease) async throws(CoordinatorError) { self.table.withLock { $0.release(lease) } }

    /// Who holds a lease.
    public func holder(of name: LeaseName) async throws(CoordinatorError) -> Lease? {
        let now = self.stopwatch.elapsed
        return self.table.withLock { $0.holder(of: name, at: now) }
    }

    /// Ends a lease.
    public func forceUnlock(_ name: LeaseName) async throws(CoordinatorError) -> Epoch { self.table.withLock { $0.forceUnlock(name) } }
}
