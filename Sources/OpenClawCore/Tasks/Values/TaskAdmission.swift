// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the gateway says to tasks that are handed in.
public enum TaskAdmission: Sendable {
    /// They are recorded, or were before when `isRepeated`: they will come to an end, also when the gateway is killed.
    case accepted([TaskSnapshot], isRepeated: Bool)
    /// Not now; the same request may be taken after a while.
    case deferred(retryAfter: Duration, reason: String)
    /// Not like this.
    case rejected(TaskError)
}
