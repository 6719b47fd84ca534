// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Gateway {
    /// `node.pending.*`: what waits for a device until it wakes (PROTOCOL 2.10).
    static let nodePendingMethods: [Method] = [
        .immediate("node.pending.pull", .node) { call throws(MethodError) in
            _ = try call.parameters([])
            let gateway = call.gateway
            let node = try gateway.ownNode(call)
            let now = gateway.now()
            let items = gateway.nodes.state.withLock { $0.pendingActions.pull(node, now: now) }
            let actions = items.map { item -> JSONValue in
                [
                    "id": .string(item.id), "command": .string(item.command), "paramsJSON": item.params.map { .string($0) } ?? .null,
                    "enqueuedAtMs": .int(item.enqueuedAt.milliseconds),
                ]
            }
            return .value(["nodeId": .string(node.rawValue), "actions": .array(actions)])
        },
        .asynchronous("node.pending.ack", .node) { call in
            let parameters = try call.parameters(["ids"])
            guard let ids = try parameters.strings("ids", maximumCount: 256) else { throw parameters.error("ids", "is required") }
            let gateway = call.gateway
            let node = try gateway.ownNode(call)
            let now = gateway.now()
            let (known, rest) = gateway.nodes.state.withLock { $0.pendingActions.acknowledge(ids, by: node, now: now) }
            await gateway.recordFetched(known)
            return .value([
                "nodeId": .string(node.rawValue), "ackedIds": .array(known.map { .string($0) }), "remainingCount": JSONValue(rest),
            ])
        },
        .immediate("node.pending.enqueue", .scopes(.write)) { call throws(MethodError) in try call.gateway.enqueueWork(call) },
        .immediate("node.pending.drain", .node) { call throws(MethodError) in
            let parameters = try call.parameters(["maxItems"])
            let limit = try parameters.int("maxItems", in: 1...NodeWorkQueue.maximumPerNode) ?? 4
            let gateway = call.gateway
            let node = try gateway.ownNode(call)
            let now = gateway.now()
            let (items, revision, hasMore) = gateway.nodes.state.withLock { $0.work.drain(node, limit: limit, now: now) }
            return .value([
                "nodeId": .string(node.rawValue), "revision": JSONValue(revision), "items": .array(items.map(\.json)),
                "hasMore": .bool(hasMore),
            ])
        },
    ]

    private func enqueueWork(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["nodeId", "type", "priority", "expiresInMs", "wake"])
        let node = try parameters.nodeID()
        let type = try parameters.requiredString("type", maximumLength: 64)
        guard NodeWorkQueue.types.contains(type) else {
            throw parameters.error("type", "must be one of \(NodeWorkQueue.types.joined(separator: ", "))")
        }
        let priority = try parameters.string("priority", maximumLength: 16) ?? "default"
        guard NodeWorkQueue.priorities.contains(priority) else {
            throw parameters.error("priority", "must be one of \(NodeWorkQueue.priorities.joined(separator: ", "))")
        }
        _ = try parameters.bool("wake")
        let lifetime = try parameters.int("expiresInMs", in: 1_000...86_400_000) ?? 600_000
        guard self.nodes.record(of: node) != nil else { throw Gateway.unknownNode(node) }
        let now = self.now()
        let item = NodeWorkQueue.Item(
            id: self.nodes.identifier(),
            type: type,
            priority: priority,
            createdAt: now,
            expiresAt: now + .milliseconds(lifetime)
        )
        guard let queued = self.nodes.state.withLock({ $0.work.enqueue(item, for: node, now: now) }) else {
            throw .unavailable("as much as allowed waits for node \(node); retry later", retryAfterMilliseconds: 5_000)
        }
        // There is no push service that could wake a device.
        return .value([
            "nodeId": .string(node.rawValue), "revision": JSONValue(queued.revision), "queued": queued.item.json, "wakeTriggered": false,
        ])
    }
}

extension NodeWorkQueue.Item {
    var json: JSONValue {
        [
            "id": .string(self.id), "type": .string(self.type), "priority": .string(self.priority),
            "createdAtMs": .int(self.createdAt.milliseconds), "expiresAtMs": .int(self.expiresAt.milliseconds),
        ]
    }
}

extension NodeRegistry {
    /// Commands that need the device's screen and therefore wait for it.
    static func needsForeground(_ command: String) -> Bool {
        ["camera.", "screen.", "talk.", "canvas."].contains { command.hasPrefix($0) }
    }

    /// Keeps a command for a device in the background; `nil` when it is none that waits, or there is no room.
    func queueForForeground(_ invocation: NodeInvocation, on node: NodeID) -> NodePendingActions.Item? {
        guard Self.needsForeground(invocation.command) else { return nil }
        let params = invocation.params.isNull ? nil : String(decoding: invocation.params.serialized(), as: UTF8.self)
        guard params?.utf8.count ?? 0 <= 64 << 10 else { return nil }
        let id = self.identifier()
        return self.state.withLock { state in
            let now = self.currentTime
            let item = NodePendingActions.Item(
                id: id,
                command: invocation.command,
                params: params,
                key: invocation.idempotencyKey ?? id,
                enqueuedAt: now
            )
            return state.pendingActions.enqueue(item, for: node, now: now)
        }
    }
}
