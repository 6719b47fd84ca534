// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a gateway stands between being made and having stopped.
public enum GatewayPhase: Sendable, Hashable {
    /// Made, not run yet.
    case idle
    /// Taking up what an earlier process left; clients are told to come back shortly.
    case starting
    /// Working.
    case running
    /// Finishing what it has; new work is refused.
    case draining
    /// Ended.
    case stopped
}
