// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What every `Coordinator` promises, as cases that run against any implementation.
///
/// Each case gets a coordinator of its own, without leases.
public enum CoordinatorConformance {
    /// All cases.
    public static let cases: [ConformanceCase<any Coordinator>] = [
        ConformanceCase("a lease has one holder") { coordinator, check in
            let lease = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            try check.equal(lease.owner, "one", "the owner")
            let other = try await coordinator.acquire("a", owner: "two", for: .seconds(30))
            guard case .held(let by, _) = other else { throw check.failure("a second owner got the lease: \(other)") }
            try check.equal(by, lease, "the holder that was named")
            try check.equal(try await coordinator.holder(of: "a"), lease, "the holder")
        },
        ConformanceCase("an owner who asks again has the same epoch: an answer that was lost can be repeated") { coordinator, check in
            let first = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            let again = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            try check.equal(again, first, "the lease")
        },
        ConformanceCase("leases of different names have different holders") { coordinator, check in
            _ = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            _ = try check.granted(try await coordinator.acquire("b", owner: "two", for: .seconds(30)))
        },
        ConformanceCase("every new holder has a higher epoch, and none comes twice") { coordinator, check in
            var last = Epoch(0)
            for round in 0..<5 {
                let lease = try check.granted(
                    try await coordinator.acquire(round % 2 == 0 ? "a" : "b", owner: "o\(round)", for: .seconds(30))
                )
                try check.expect(lease.epoch > last, "epoch \(lease.epoch) came after \(last)")
                last = lease.epoch
                try await coordinator.release(lease)
            }
        },
        ConformanceCase("a lease given back is free, and giving it back again takes nothing from the next holder") { coordinator, check in
            let old = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            try await coordinator.release(old)
            try check.equal(try await coordinator.holder(of: "a"), nil, "the holder of a free lease")
            let new = try check.granted(try await coordinator.acquire("a", owner: "two", for: .seconds(30)))
            try await coordinator.release(old)
            try check.equal(try await coordinator.holder(of: "a"), new, "the holder")
            try check.expect(!(try await coordinator.renew(old, for: .seconds(30))), "the old lease was renewed")
            try check.expect(try await coordinator.renew(new, for: .seconds(30)), "the new lease was not renewed")
        },
        ConformanceCase("ending a lease by force raises the epoch above the holder's") { coordinator, check in
            let old = try check.granted(try await coordinator.acquire("a", owner: "one", for: .seconds(30)))
            let fence = try await coordinator.forceUnlock("a")
            try check.expect(fence > old.epoch, "epoch \(fence) is not above \(old.epoch)")
            try check.expect(!(try await coordinator.renew(old, for: .seconds(30))), "the old holder could renew")
            let new = try check.granted(try await coordinator.acquire("a", owner: "two", for: .seconds(30)))
            try check.expect(new.epoch > fence, "epoch \(new.epoch) is not above \(fence)")
        },
    ]

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeCoordinator: @Sendable () async throws -> any Coordinator) async -> [ConformanceFailure] {
        await Self.cases.failures(makeCoordinator)
    }
}

extension ConformanceCheck {
    /// Expects a lease to be granted.
    fileprivate func granted(_ outcome: LeaseOutcome) throws(ConformanceFailure) -> Lease {
        guard case .granted(let lease) = outcome else { throw self.failure("the lease was not granted: \(outcome)") }
        return lease
    }
}
