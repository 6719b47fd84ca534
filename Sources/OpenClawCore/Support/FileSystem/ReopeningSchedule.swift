// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When files that have failed are opened again: after a second, then after twice as long each time, a minute at most.
struct ReopeningSchedule: Sendable {
    private var waited = Duration.zero
    private var pause = Duration.seconds(1)

    /// Whether an attempt is due when so much time has passed since the last question.
    mutating func isDue(after elapsed: Duration) -> Bool {
        self.waited += elapsed
        guard self.waited >= self.pause else { return false }
        self.waited = .zero
        self.pause = min(self.pause * 2, .seconds(60))
        return true
    }
}
