// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a task stands (PROTOCOL 2.1, `tasks.list`).
public enum TaskStatus: String, Sendable, Hashable, CaseIterable {
    /// It waits: for others, for a place, for somebody who can do it, or for its next attempt.
    case queued
    /// Somebody is at it.
    case running
    /// It is done.
    case completed
    /// It was not done; the error says why.
    case failed
    /// Somebody did not want it any more.
    case cancelled
    /// Its time was over.
    case timedOut = "timed_out"

    /// Whether it has ended.
    public var isEnd: Bool { self != .queued && self != .running }
}
