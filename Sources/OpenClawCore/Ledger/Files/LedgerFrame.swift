// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A record as it stands in a segment: with its position, epoch, and whether it is the last of its commit.
struct LedgerFrame: Sendable {
    var position: UInt64
    var epoch: Epoch
    var endsCommit: Bool
    var record: LedgerRecord
}
