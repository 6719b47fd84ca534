// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The decisions of a coordinator that keeps leases with an end: who has what, and which epoch is next. A value; time goes in.
///
/// One counter gives the epochs of all leases, so that none is ever used twice however many names there are.
public struct LeaseTable: Sendable {
    private struct Entry: Sendable {
        var lease: Lease
        var end: Duration
    }

    private var entries: [LeaseName: Entry] = [:]
    /// The highest epoch that was ever given.
    public private(set) var lastEpoch: Epoch

    /// Makes an empty table.
    /// - Parameter lastEpoch: The highest epoch stores have seen; new ones are above it.
    public init(lastEpoch: Epoch = Epoch(0)) { self.lastEpoch = lastEpoch }

    /// Decides a request at the time `now`, which must not go backwards.
    public mutating func acquire(_ name: LeaseName, owner: String, for duration: Duration, at now: Duration) -> LeaseOutcome {
        if let entry = self.entries[name], entry.end > now {
            guard entry.lease.owner == owner else { return .held(by: entry.lease, freeAfter: entry.end - now) }
            self.entries[name]?.end = max(entry.end, now + duration)
            return .granted(entry.lease)
        }
        self.forgetEnded(at: now)
        let lease = Lease(name: name, owner: owner, epoch: self.nextEpoch())
        self.entries[name] = Entry(lease: lease, end: now + duration)
        return .granted(lease)
    }

    /// Prolongs a lease. One that has ended and was not given to anybody else can still be prolonged.
    public mutating func renew(_ lease: Lease, for duration: Duration, at now: Duration) -> Bool {
        guard let entry = self.entries[lease.name], entry.lease == lease else { return false }
        self.entries[lease.name]?.end = max(entry.end, now + duration)
        return true
    }

    /// Removes a lease if it is the holder's.
    public mutating func release(_ lease: Lease) {
        if self.entries[lease.name]?.lease == lease { self.entries[lease.name] = nil }
    }

    /// Who holds a lease at a time.
    public func holder(of name: LeaseName, at now: Duration) -> Lease? {
        guard let entry = self.entries[name], entry.end > now else { return nil }
        return entry.lease
    }

    /// Ends a lease and returns an epoch above it.
    public mutating func forceUnlock(_ name: LeaseName) -> Epoch {
        self.entries[name] = nil
        return self.nextEpoch()
    }

    private mutating func nextEpoch() -> Epoch {
        self.lastEpoch = Epoch(self.lastEpoch.rawValue + 1)
        return self.lastEpoch
    }

    private mutating func forgetEnded(at now: Duration) {
        if self.entries.count >= 1024 { self.entries = self.entries.filter { $0.value.end > now } }
    }
}
