// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What came of asking for a lease.
public enum LeaseOutcome: Hashable, Sendable {
    /// It is granted for the time that was asked, counted from the moment the request was sent.
    case granted(Lease)
    /// Somebody else has it; `freeAfter` is when it ends unless it is renewed, `nil` if that is not known.
    case held(by: Lease, freeAfter: Duration?)
}
