// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a task needs, as values.
struct TaskDescription: Sendable, Hashable {
    var id: String
    var priority = TaskPriority.human
    /// Tasks of one session run one at a time.
    var session: SessionKey?
    var dependencies: [TaskDependency] = []
    /// What a worker has to be able to do, and tags it has to carry.
    var needs: Set<String> = []
    /// How long one attempt may take, in milliseconds; `nil` is as long as it takes.
    var timeout: Int64?
    /// How long it may stand in line before an attempt, in milliseconds; waiting for other tasks does not count.
    var queueTimeout: Int64?
    /// How often it is tried when attempts fail.
    var maximumAttempts = 1
    /// The wait before the second attempt, in milliseconds; doubled for each one after that, up to an hour.
    var retryDelay: Int64 = 1_000
    /// How often it is begun again when whoever did it has gone; nobody knows how far it came.
    var maximumLosses = 3
    /// How often it was begun before this scheduler knew it.
    var startedBefore = 0
}
