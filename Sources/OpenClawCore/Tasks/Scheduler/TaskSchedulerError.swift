// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a task was not taken.
struct TaskSchedulerError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable {
        case full, duplicate, unknownDependency, cycle, tooManyDependencies, unknown, invalid
    }

    var code: Code
    var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
