// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Small requests that a node collects when it wakes: `status.request`, `location.request`. A value without I/O.
///
/// Bounds: 64 per node, 1,024 nodes; each item expires.
struct NodeWorkQueue: Sendable {
    struct Item: Sendable, Hashable {
        var id: String
        var type: String
        var priority: String
        var createdAt: Timestamp
        var expiresAt: Timestamp
    }

    static let maximumPerNode = 64
    static let maximumNodes = 1_024
    static let types = ["status.request", "location.request"]
    static let priorities = ["high", "normal", "default"]

    private struct Queue: Sendable {
        var revision = 0
        var items: [Item] = []
    }

    private var queues: [NodeID: Queue] = [:]

    init() {}

    /// Adds a request, or returns the one of the same type that waits; `nil` when the queue is full.
    mutating func enqueue(_ item: Item, for node: NodeID, now: Timestamp) -> (item: Item, revision: Int)? {
        self.expire(now)
        var queue = self.queues[node] ?? Queue()
        if let known = queue.items.first(where: { $0.type == item.type }) { return (known, queue.revision) }
        guard queue.items.count < Self.maximumPerNode, self.queues[node] != nil || self.queues.count < Self.maximumNodes else { return nil }
        queue.items.append(item)
        queue.revision += 1
        self.queues[node] = queue
        return (item, queue.revision)
    }

    /// Takes up to `limit` requests, the most urgent first.
    mutating func drain(_ node: NodeID, limit: Int, now: Timestamp) -> (items: [Item], revision: Int, hasMore: Bool) {
        self.expire(now)
        guard var queue = self.queues[node] else { return ([], 0, false) }
        let rank = { (item: Item) in Self.priorities.firstIndex(of: item.priority) ?? Self.priorities.count }
        let ordered = queue.items.sorted { (rank($0), $0.createdAt.milliseconds, $0.id) < (rank($1), $1.createdAt.milliseconds, $1.id) }
        let taken = Array(ordered.prefix(limit))
        let ids = Set(taken.map(\.id))
        queue.items.removeAll { ids.contains($0.id) }
        if !taken.isEmpty { queue.revision += 1 }
        self.queues[node] = queue.items.isEmpty ? nil : queue
        return (taken, queue.revision, !queue.items.isEmpty)
    }

    private mutating func expire(_ now: Timestamp) {
        for (node, queue) in self.queues where queue.items.contains(where: { $0.expiresAt <= now }) {
            var queue = queue
            queue.items.removeAll { $0.expiresAt <= now }
            queue.revision += 1
            self.queues[node] = queue.items.isEmpty ? nil : queue
        }
    }
}
