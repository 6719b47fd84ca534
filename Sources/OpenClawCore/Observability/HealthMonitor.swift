// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The gateway's health snapshot, refreshed in the background so that asking for it costs nothing.
final class HealthMonitor: Sendable {
    private struct State {
        var snapshot: [UInt8] = Array(#"{"ok":true,"channels":{},"agents":[]}"#.utf8)
        var sessionCount = 0
        var recent: [SessionRecord] = []
        var version = 1
    }

    let connections = Atomic<Int>(0)
    /// Sessions have come or gone since the last refresh.
    let staleness = Mailbox<Void>(capacity: 1, overflow: .dropNewest)
    private let state = Mutex(State())

    /// Counts the changes of the snapshot.
    var version: Int { self.state.withLock { $0.version } }

    /// The newest snapshot as JSON text.
    var snapshot: [UInt8] { self.state.withLock { $0.snapshot } }

    /// What the last refresh knew about sessions.
    var sessions: (count: Int, recent: [SessionRecord]) { self.state.withLock { ($0.sessionCount, $0.recent) } }

    func update(_ snapshot: [UInt8], sessionCount: Int, recent: [SessionRecord]) {
        self.state.withLock { state in
            state.snapshot = snapshot
            state.sessionCount = sessionCount
            state.recent = recent
            state.version += 1
        }
    }
}
