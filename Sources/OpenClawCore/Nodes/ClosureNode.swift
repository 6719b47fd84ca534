// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A node made of a closure.
public struct ClosureNode: Node {
    /// What the node is and offers.
    public let descriptor: NodeDescriptor
    private let body: @Sendable (NodeInvocation) async throws(NodeError) -> JSONValue

    /// Makes a node.
    public init(_ descriptor: NodeDescriptor, _ body: @escaping @Sendable (NodeInvocation) async throws(NodeError) -> JSONValue) {
        self.descriptor = descriptor
        self.body = body
    }

    /// Runs the closure.
    public func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue { try await self.body(invocation) }
}
