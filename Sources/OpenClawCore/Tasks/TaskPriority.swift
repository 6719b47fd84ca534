// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How urgent a task is. Waiting makes a task more urgent, so that nothing starves.
public enum TaskPriority: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Nobody waits for it.
    case background
    /// The clock asked for it.
    case scheduled
    /// A person waits for it.
    case human
    /// It steers the gateway itself; places are kept free for it.
    case control

    /// Orders by urgency.
    public static func < (left: TaskPriority, right: TaskPriority) -> Bool { left.rawValue < right.rawValue }
}
