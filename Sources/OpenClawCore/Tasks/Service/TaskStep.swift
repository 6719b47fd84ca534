// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the driver of the queue carries out, in this order.
enum TaskStep: Sendable {
    case start(TaskSnapshot)
    case stop(id: String, attempt: Int)
    case ended(TaskSnapshot)
    case isLong(TaskSnapshot)
    case hangs(TaskSnapshot)
}
