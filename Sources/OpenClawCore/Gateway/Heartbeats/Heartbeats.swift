// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether heartbeats are on, those that were asked for, how the last ones went and when the next ones come.
package final class Heartbeats: Sendable {
    /// What is known of one agent's heartbeats.
    struct Standing: Sendable {
        /// When the next one is expected; `nil` without an interval, and while another gateway leads.
        var next: Timestamp?
        /// How the last one went.
        var last: HeartbeatNotice?
    }

    private struct State {
        var isEnabled = true
        var last: [UInt8]?
        var standings: [AgentID: Standing] = [:]
    }

    let requests = Mailbox<SessionKey>(capacity: 64, overflow: .dropNewest)
    private let state = Mutex(State())

    /// Whether heartbeats take place.
    package var isEnabled: Bool {
        get { self.state.withLock { $0.isEnabled } }
        set { self.state.withLock { $0.isEnabled = newValue } }
    }

    /// The payload of the last event, JSON.
    var last: [UInt8]? { self.state.withLock { $0.last } }

    /// Asks for a heartbeat at once.
    package func wake(_ key: SessionKey) { self.requests.offer(key) }

    /// What is known of an agent's heartbeats.
    func standing(of agent: AgentID) -> Standing { self.state.withLock { $0.standings[agent] ?? Standing() } }

    /// Notes how one went; returns how the one before it did.
    @discardableResult
    func note(_ notice: HeartbeatNotice, _ payload: [UInt8]) -> HeartbeatNotice? {
        self.state.withLock { state in
            state.last = payload
            defer { state.standings[notice.agent, default: Standing()].last = notice }
            return state.standings[notice.agent]?.last
        }
    }

    /// Notes when an agent's next one is expected.
    func note(next: Timestamp?, of agent: AgentID) { self.state.withLock { $0.standings[agent, default: Standing()].next = next } }
}
