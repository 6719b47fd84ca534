// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What operators see and set beside conversations: notes for agents, heartbeats, usage, limits.
///
/// All of it lives in memory and begins anew with the process.
package final class GatewayOperations: Sendable {
    /// Notes for agents.
    package let systemEvents = SystemEventQueue()
    /// Heartbeats.
    package let heartbeats = Heartbeats()
    let usage = UsageTotals()
    let writes = WriteLimiter()
    private let wakeWords = Mutex(["openclaw", "claude", "computer"])

    /// The words that voice clients listen for.
    var voiceWakeWords: [String] {
        get { self.wakeWords.withLock { $0 } }
        set { self.wakeWords.withLock { $0 = newValue } }
    }
}
