// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension NodeRegistry {
    /// The rows of `node.list`: connected ones first, then by name (PROTOCOL 2.10).
    var records: [NodeRecord] {
        self.state.withLock { Array($0.records.values) }.sorted { left, right in
            if (left.connectedAt != nil) != (right.connectedAt != nil) { return left.connectedAt != nil }
            return (left.descriptor.displayName.lowercased(), left.descriptor.id.rawValue)
                < (right.descriptor.displayName.lowercased(), right.descriptor.id.rawValue)
        }
    }

    /// What is known of one node.
    func record(of id: NodeID) -> NodeRecord? { self.state.withLock { $0.records[id] } }

    /// Gives a node another name in lists.
    func renamed(_ id: NodeID, to name: String) {
        self.state.withLock { state in
            state.records[id]?.descriptor.displayName = name
            state.invocations.updated(id) { $0.displayName = name }
        }
    }

    /// Looks again at which of a node's commands are approved, after an operator has decided on them.
    func refresh(_ id: NodeID) {
        guard let record = self.record(of: id), let surface = record.surface else { return }
        let commands = self.commands(of: id, surface, needsApproval: record.needsApproval)
        self.state.withLock { state in
            state.records[id]?.descriptor.commands = commands
            state.invocations.updated(id) { $0.commands = commands }
        }
        self.changed()
    }

    /// Forgets a node that is no longer paired; its connection is ended elsewhere.
    func forget(_ id: NodeID) {
        self.state.withLock { state in
            state.records[id]?.descriptor.commands = []
            state.invocations.updated(id) { $0.commands = [] }
            if state.records[id]?.connectedAt == nil { state.records[id] = nil }
        }
        self.changed()
    }

    /// The commands a node over a socket may be asked for: offered, approved, and allowed on its platform.
    func commands(of id: NodeID, _ surface: NodeSurface, needsApproval: Bool) -> [String] {
        let platform = NodePlatform(platform: surface.client.platform, deviceFamily: surface.client.deviceFamily)
        return self.policy.effective(needsApproval ? self.approvedCommands(id, surface.commands) : surface.commands, on: platform)
    }
}
