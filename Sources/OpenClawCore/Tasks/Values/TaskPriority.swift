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

    /// The priority as it stands on the wire: `background`, `scheduled`, `human` or `control`.
    public var name: String {
        switch self {
        case .background: "background"
        case .scheduled: "scheduled"
        case .human: "human"
        case .control: "control"
        }
    }

    /// The priority of a name; `nil` when there is none of it.
    public init?(name: String) {
        guard let priority = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = priority
    }

    /// Orders by urgency.
    public static func < (left: TaskPriority, right: TaskPriority) -> Bool { left.rawValue < right.rawValue }
}
