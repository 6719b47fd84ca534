// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Gateway {
    /// A client has connected: it is listed, and the others learn of it.
    public func connected(_ client: ClientSession) {
        self.clients.add(client)
        self.presence.connected(client, at: self.now())
        self.health.connections.add(1, ordering: .relaxed)
    }

    /// A client has gone.
    public func disconnected(_ client: ClientSession) {
        self.clients.remove(client)
        self.presence.disconnected(client, at: self.now())
        self.nodes.disconnected(client)
        self.health.connections.subtract(1, ordering: .relaxed)
    }

    /// A node's connection is ready for events: it is listed, and calls that wait for its return are handed on.
    public func nodeReady(_ client: ClientSession) {
        guard let id = client.nodeID, let surface = client.node else { return }
        self.nodes.connected(client, id, surface, name: self.pairing.node(id)?.displayName)
    }

    /// The counters clients compare theirs with.
    public var stateVersion: StateVersion { StateVersion(presence: self.presence.version, health: self.health.version) }

    /// Sends the presence list after changes, at most twice a second.
    func publishPresence() async {
        while await self.presence.changes.next() != nil {
            do { try await self.configuration.clock.sleep(for: .milliseconds(500)) } catch { return }
            guard self.presence.takeChange() else { continue }
            let list = self.presence.json
            self.events.publish(
                PublishedEvent(name: "presence", access: .everyone, audience: .observers, dropsWhenSlow: true, stateVersion: self.stateVersion) { writer in
                    writer.beginObject()
                    writer.field("presence", raw: list)
                    writer.endObject()
                }
            )
        }
    }
}
