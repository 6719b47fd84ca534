// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something that carries tasks out.
struct TaskWorker: Sendable, Hashable {
    let id: String
    /// What it can do, and its tags.
    var offers: Set<String> = []
    /// How many tasks it does at the same time.
    var capacity = 1
}
