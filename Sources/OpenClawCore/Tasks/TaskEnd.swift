// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a task ended.
enum TaskEnd: Sendable, Hashable {
    case succeeded
    case failed(String)
    case cancelled(String)
    case timedOut(String)

    var isSuccess: Bool { self == .succeeded }
}
