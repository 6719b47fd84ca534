// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What somebody who carries tasks out offers.
struct WorkerOffer: Sendable, Hashable {
    let id: String
    /// What it can do, and its tags.
    var offers: Set<String> = []
    /// How many tasks it does at the same time; none while it is away and may come back.
    var capacity = 1
}
