// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a task ended.
enum TaskEnd: Sendable, Hashable {
    case succeeded
    case failed(String)
    /// A task it depends on did not succeed.
    case dependencyFailed(String)
    /// Whoever did it has gone, and it is not begun again.
    case lost(String)
    case cancelled(String)
    case timedOut(String)
    /// It stood in line for too long.
    case notBegun(String)

    var isSuccess: Bool { self == .succeeded }
}
