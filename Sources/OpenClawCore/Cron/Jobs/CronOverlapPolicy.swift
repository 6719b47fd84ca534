// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What happens when a job is due and its last run still goes on.
public enum CronOverlapPolicy: String, Sendable, Hashable, CaseIterable {
    /// The slot is left out.
    case forbid
    /// Both run, each in a session of its own.
    case allow
    /// The run is stopped and the new one takes its place.
    case replace
}
