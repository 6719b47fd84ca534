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
        /// Who waits for a look of their own.
        var waiting: [MethodCall] = []
        var isLooking = false
    }

    /// What becomes of a wish for a new look.
    enum Wish {
        /// The caller has to look.
        case leads
        /// Somebody else looks, and will look again.
        case waits
        /// Too many wait.
        case refused
    }

    /// How many may wait for a new look.
    private static let maximumWaiting = 1_024

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

    /// Lets a caller wait for a look that begins after its wish.
    func wish(_ call: MethodCall) -> Wish {
        self.state.withLock { state in
            guard state.waiting.count < Self.maximumWaiting else { return .refused }
            state.waiting.append(call)
            if state.isLooking { return .waits }
            state.isLooking = true
            return .leads
        }
    }

    /// Those for whom the next look is; none ends the looking.
    func takeWaiting() -> [MethodCall] {
        self.state.withLock { state in
            let waiting = state.waiting
            state.waiting = []
            state.isLooking = !waiting.isEmpty
            return waiting
        }
    }

    func update(_ snapshot: [UInt8], sessionCount: Int, recent: [SessionRecord]) {
        self.state.withLock { state in
            state.snapshot = snapshot
            state.sessionCount = sessionCount
            state.recent = recent
            state.version += 1
        }
    }
}
