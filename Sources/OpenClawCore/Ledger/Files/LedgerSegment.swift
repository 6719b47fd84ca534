// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A segment that is no longer written to.
struct LedgerSegment: Sendable, Hashable {
    var path: String
    /// The position in its name.
    var first: UInt64
    /// How many bytes it has.
    var byteCount: Int
}
