// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a gateway stands between being made and having stopped.
public enum GatewayPhase: Sendable, Hashable {
    /// Made, not run yet.
    case idle
    /// Working.
    case running
    /// Finishing what it has; new work is refused.
    case draining
    /// Ended.
    case stopped
}
