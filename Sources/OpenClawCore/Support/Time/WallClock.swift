// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Tells the time of day, which may jump; deadlines and waits belong to a `Clock`.
public protocol WallClock: Sendable {
    /// The current time.
    func now() -> Timestamp
}
