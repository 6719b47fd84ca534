// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A task that has to end before another begins.
public struct TaskDependency: Sendable, Hashable {
    /// What happens to the task when the other one fails.
    public enum FailurePolicy: String, Sendable, Hashable, CaseIterable {
        /// It fails as well, without having begun.
        case fail
        /// It begins as if the other had succeeded.
        case proceed
    }

    /// The other task.
    public var id: String
    /// What happens when that one does not succeed.
    public var onFailure: FailurePolicy

    /// Makes a dependency.
    public init(id: String, onFailure: FailurePolicy = .fail) {
        self.id = id
        self.onFailure = onFailure
    }
}
