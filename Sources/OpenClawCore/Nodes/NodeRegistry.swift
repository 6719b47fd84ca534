// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The nodes a gateway can reach.
public final class NodeRegistry: Sendable {
    private let nodes = Mutex<[NodeID: any Node]>([:])

    /// Makes a registry.
    public init(_ nodes: [any Node] = []) {
        for node in nodes { self.add(node) }
    }

    /// Adds a node, or replaces the one of the same name.
    public func add(_ node: any Node) { self.nodes.withLock { $0[node.descriptor.id] = node } }

    /// Removes a node.
    public func remove(_ id: NodeID) { _ = self.nodes.withLock { $0.removeValue(forKey: id) } }

    /// The nodes' descriptions, by name.
    public var descriptors: [NodeDescriptor] {
        self.nodes.withLock { $0.values.map(\.descriptor) }.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// Runs a command on a node. A node that does not list the command is not asked.
    public func invoke(_ invocation: NodeInvocation, on id: NodeID) async throws(NodeError) -> JSONValue {
        guard let node = self.nodes.withLock({ $0[id] }) else {
            throw NodeError(.notConnected, "node \(id) is not connected; node.list shows those that are")
        }
        guard node.descriptor.commands.contains(invocation.command) else {
            throw NodeError(.unsupported, "node \(id) does not offer \(invocation.command)")
        }
        return try await node.invoke(invocation)
    }
}
