// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Commands that wait until a device comes to the foreground and fetches them (PROTOCOL 2.10). A value without I/O.
///
/// Bounds: 64 per node, 10 minutes each, 1,024 nodes.
struct NodePendingActions: Sendable {
    struct Item: Sendable, Hashable {
        var id: String
        var command: String
        var params: String?
        var key: String
        var enqueuedAt: Timestamp
    }

    static let maximumPerNode = 64
    static let maximumNodes = 1_024
    static let lifetime = Duration.seconds(600)

    private var items: [NodeID: [Item]] = [:]
    private var ended: [String] = []

    init() {}

    /// Adds a command; one with the same key is there already. The oldest gives way when the node's list is full.
    /// - Returns: The item that waits; `nil` when too many nodes have something waiting.
    mutating func enqueue(_ item: Item, for node: NodeID, now: Timestamp) -> Item? {
        self.expire(now)
        var list = self.items[node] ?? []
        if let known = list.first(where: { $0.key == item.key }) { return known }
        guard !list.isEmpty || self.items.count < Self.maximumNodes else { return nil }
        if list.count >= Self.maximumPerNode { self.ended.append(list.removeFirst().id) }
        list.append(item)
        self.items[node] = list
        return item
    }

    /// What waits for a node, oldest first.
    mutating func pull(_ node: NodeID, now: Timestamp) -> [Item] {
        self.expire(now)
        return self.items[node] ?? []
    }

    /// The node has done these; returns those it really had and how many are left.
    mutating func acknowledge(_ ids: [String], by node: NodeID, now: Timestamp) -> (acknowledged: [String], remaining: Int) {
        self.expire(now)
        let asked = Set(ids)
        let list = self.items[node] ?? []
        let rest = list.filter { !asked.contains($0.id) }
        self.items[node] = rest.isEmpty ? nil : rest
        return (list.filter { asked.contains($0.id) }.map(\.id), rest.count)
    }

    /// Those that were not fetched in time or gave way to newer ones, each once.
    mutating func takeEnded(at now: Timestamp) -> [String] {
        self.expire(now)
        defer { self.ended = [] }
        return self.ended
    }

    private mutating func expire(_ now: Timestamp) {
        let oldest = now - Self.lifetime
        for (node, list) in self.items where list.contains(where: { $0.enqueuedAt < oldest }) {
            let rest = list.filter { $0.enqueuedAt >= oldest }
            self.ended += list.filter { $0.enqueuedAt < oldest }.map(\.id)
            self.items[node] = rest.isEmpty ? nil : rest
        }
    }
}
