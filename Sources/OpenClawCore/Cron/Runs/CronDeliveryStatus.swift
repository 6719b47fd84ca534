// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of the answer of a run.
enum CronDeliveryStatus: String, Sendable, CaseIterable {
    case delivered
    case notDelivered = "not-delivered"
    case unknown
    case notRequested = "not-requested"
}
