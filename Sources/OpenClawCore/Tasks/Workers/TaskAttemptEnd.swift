// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How an attempt ended.
enum TaskAttemptEnd: Sendable {
    /// It is done.
    case done(TaskOutcome)
    /// It failed; when final, another attempt would end the same way.
    case failed(String, isFinal: Bool)
    /// Whoever did it has gone.
    case lost(String)
    /// It was stopped.
    case stopped
}
