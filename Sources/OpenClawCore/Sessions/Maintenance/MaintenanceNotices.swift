// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Remembers what maintenance has told, so that it tells each thing once a day.
final class MaintenanceNotices: Sendable {
    private static let pause = Duration.seconds(86_400)

    private let told = Mutex<[String: Timestamp]>([:])

    /// Whether something is to be told now; it counts as told then. The subjects are few and fixed.
    func isDue(_ subject: String, at now: Timestamp) -> Bool {
        self.told.withLock { told in
            if let last = told[subject], last <= now, now < last + Self.pause { return false }
            told[subject] = now
            return true
        }
    }
}
