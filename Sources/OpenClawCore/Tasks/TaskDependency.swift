// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A task that has to end before another begins.
struct TaskDependency: Sendable, Hashable {
    /// What happens to the task when the other one fails.
    enum FailurePolicy: Sendable, Hashable {
        /// It fails as well, without having begun.
        case fail
        /// It begins as if the other had succeeded.
        case proceed
    }

    var id: String
    var onFailure = FailurePolicy.fail
}
