// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the scheduler wants done.
enum TaskAction: Sendable, Hashable {
    /// Begin an attempt.
    case start(task: String, attempt: Int, worker: String)
    /// Stop an attempt; its place is free again when the worker reports the end.
    case stop(task: String, attempt: Int, worker: String)
    /// An attempt goes on for long.
    case isLong(task: String, attempt: Int, worker: String)
    /// Tell those who wait.
    case ended(task: String, TaskEnd)
    /// A worker has not stopped an attempt in time: its place stays taken.
    case hangs(worker: String, task: String)
}
