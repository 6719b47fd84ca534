// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The right to do something until it ends, under an epoch that no other holder has had.
///
/// A lease lowers contention; it never proves that nobody else acts. What proves it is the epoch: every durable write carries it, and stores
/// refuse an older one.
public struct Lease: Hashable, Sendable {
    /// What the lease is for.
    public var name: LeaseName
    /// Who holds it: random for each start of a process, so that a restarted gateway is somebody else.
    public var owner: String
    /// The holder's epoch, higher than that of every lease the coordinator granted before.
    public var epoch: Epoch

    /// Makes a lease; for implementations of ``Coordinator``.
    public init(name: LeaseName, owner: String, epoch: Epoch) {
        self.name = name
        self.owner = owner
        self.epoch = epoch
    }
}
