// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Whether a gateway leads, and under which epoch it writes.
final class Leadership: Sendable {
    private enum Standing {
        /// Not run yet: what is taken now is worked on when it leads.
        case unknown
        case leading
        case standby
        case lost
    }

    private struct State {
        var standing = Standing.unknown
        var epoch: Epoch
        var leader: String?
        /// Why leases could not be asked for.
        var troubles: [LeaseName: CoordinatorError] = [:]
    }

    /// Who this start of the gateway is to the coordinator.
    let owner: String
    private let state: Mutex<State>

    init(epoch: Epoch, owner: String) {
        self.owner = owner
        self.state = Mutex(State(epoch: epoch))
    }

    var epoch: Epoch { self.state.withLock { $0.epoch } }
    var isLeading: Bool { self.state.withLock { $0.standing == .leading } }
    var isLost: Bool { self.state.withLock { $0.standing == .lost } }
    /// Whether messages may be taken.
    var mayAccept: Bool { self.state.withLock { $0.standing == .leading || $0.standing == .unknown } }

    func standBy() { self.state.withLock { $0.standing = .standby } }

    func lead(_ epoch: Epoch) {
        self.state.withLock { state in
            state.standing = .leading
            state.epoch = epoch
        }
    }

    func lose() { self.state.withLock { $0.standing = .lost } }

    /// Notes who leads; `false` when that is known.
    func noteLeader(_ owner: String) -> Bool {
        self.state.withLock { state in
            defer { state.leader = owner }
            return state.leader != owner
        }
    }

    /// Notes why a lease could not be asked for, or that it could; `false` when that is known.
    func note(_ trouble: CoordinatorError?, _ lease: LeaseName) -> Bool {
        self.state.withLock { state in
            defer { state.troubles[lease] = trouble }
            return state.troubles[lease] != trouble
        }
    }

    /// Why no messages are taken, for those who send them.
    var refusal: String {
        self.state.withLock { state in
            guard state.standing == .standby, let trouble = state.troubles[.gateway] else { return "another gateway leads; this one stands by" }
            return "this gateway cannot ask for the lead: \(trouble.message)"
        }
    }
}
