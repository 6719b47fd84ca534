// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a run of a job ended.
enum CronRunStatus: String, Sendable, CaseIterable {
    case ok, error, skipped
}
