// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Grants leases to several gateways; see ``Lease`` for what a lease is worth.
///
/// Use a ``LeaseKeeper`` rather than these calls: it renews in time and ends the work when the lease is lost. Prove an implementation with
/// `CoordinatorConformance` of OpenClawTesting.
public protocol Coordinator: Sendable {
    /// Asks for a lease. An owner who holds it already gets the same epoch again, so that a request whose answer was lost can be repeated.
    ///
    /// - Parameters:
    ///   - name: What for.
    ///   - owner: Who asks; the same text for all requests of one start of a process, random otherwise.
    ///   - duration: How long it lasts unless it is renewed.
    func acquire(_ name: LeaseName, owner: String, for duration: Duration) async throws(CoordinatorError) -> LeaseOutcome

    /// Prolongs a lease from now on. `false` when it belongs to somebody else by now or its epoch was ended.
    func renew(_ lease: Lease, for duration: Duration) async throws(CoordinatorError) -> Bool

    /// Gives a lease back; that of another owner or epoch is left alone.
    func release(_ lease: Lease) async throws(CoordinatorError)

    /// Who holds a lease now.
    func holder(of name: LeaseName) async throws(CoordinatorError) -> Lease?

    /// Ends a lease whoever holds it. Returns an epoch above the holder's: writes of that holder are refused by every store which has seen it.
    func forceUnlock(_ name: LeaseName) async throws(CoordinatorError) -> Epoch

    /// Whether a lease is over when nobody renews it in time. `false` says that it lasts until it is given back, ended by force, or its
    /// process has gone: a holder that has slept asks whether it still has it, instead of giving it up.
    var leasesExpire: Bool { get }
}

extension Coordinator {
    /// `true`.
    public var leasesExpire: Bool { true }
}
