// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A node made of groups of commands.
public struct CommandNode: Node {
    /// Runs one command.
    public typealias Handler = @Sendable (NodeInvocation) async throws(NodeError) -> JSONValue

    /// What it is and offers.
    public let descriptor: NodeDescriptor
    private let handlers: [String: Handler]

    /// Makes a node; of commands with the same name the last one counts.
    public init(
        id: NodeID,
        displayName: String? = nil,
        platform: String = GatewayClientConfiguration.platform,
        capabilities: [String],
        tags: [String] = [],
        groups: [NodeCommandGroup]
    ) {
        var handlers: [String: Handler] = [:]
        for group in groups { handlers.merge(group.handlers) { $1 } }
        self.handlers = handlers
        self.descriptor = NodeDescriptor(
            id: id,
            displayName: displayName,
            platform: platform,
            capabilities: capabilities,
            commands: handlers.keys.sorted(),
            tags: tags
        )
    }

    /// Runs a command.
    public func invoke(_ invocation: NodeInvocation) async throws(NodeError) -> JSONValue {
        guard let handler = self.handlers[invocation.command] else {
            throw NodeError(.unsupported, "this node does not offer \(invocation.command)")
        }
        return try await handler(invocation)
    }
}
