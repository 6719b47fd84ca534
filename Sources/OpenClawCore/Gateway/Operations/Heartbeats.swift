// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether heartbeats are on, those that were asked for, and how the last one went.
package final class Heartbeats: Sendable {
    /// Why a heartbeat takes place.
    enum Reason: Sendable, Hashable {
        case interval
        case wake(SessionKey)
    }

    private struct State {
        var isEnabled = true
        var last: [UInt8]?
    }

    let requests = Mailbox<Reason>(capacity: 64, overflow: .dropNewest)
    private let state = Mutex(State())

    /// Whether heartbeats take place.
    package var isEnabled: Bool {
        get { self.state.withLock { $0.isEnabled } }
        set { self.state.withLock { $0.isEnabled = newValue } }
    }

    /// The payload of the last event, JSON.
    var last: [UInt8]? {
        get { self.state.withLock { $0.last } }
        set { self.state.withLock { $0.last = newValue } }
    }

    /// Asks for a heartbeat at once.
    package func wake(_ key: SessionKey) { self.requests.offer(.wake(key)) }
}
