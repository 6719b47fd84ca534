// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `node.list`, `node.describe`, `node.invoke` for the nodes in this process (PROTOCOL 2.10).
    static let nodeMethods: [Method] = [
        .immediate("node.list", .scopes(.read)) { call throws(MethodError) in
            let nodes = call.gateway.nodes.descriptors
            return .value(.object(["ts": .int(call.gateway.now().milliseconds), "nodes": .array(nodes.map(Gateway.json))]))
        },
        .immediate("node.describe", .scopes(.read)) { call throws(MethodError) in
            let id = NodeID(rawValue: try call.parameters(["nodeId"]).requiredString("nodeId", maximumLength: 256))
            guard let node = call.gateway.nodes.descriptors.first(where: { $0.id == id }) else {
                throw .invalid("unknown nodeId \"\(id)\"; node.list shows those that exist")
            }
            return .value(Gateway.json(node))
        },
        .asynchronous("node.invoke", .scopes(.write)) { call in try await call.gateway.invokeNode(call) },
    ]

    private static func json(_ node: NodeDescriptor) -> JSONValue {
        .object([
            "nodeId": .string(node.id.rawValue), "displayName": .string(node.displayName), "platform": .string(node.platform),
            "caps": .array(node.capabilities.map { .string($0) }), "commands": .array(node.commands.map { .string($0) }),
            "tags": .array(node.tags.map { .string($0) }), "paired": true, "connected": true,
        ])
    }

    private func invokeNode(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["nodeId", "command", "params", "timeoutMs", "idempotencyKey"])
        let id = NodeID(rawValue: try parameters.requiredString("nodeId", maximumLength: 256))
        let command = try parameters.requiredString("command", maximumLength: 256)
        let timeout = Duration.milliseconds(try parameters.int("timeoutMs", in: 1...3_600_000) ?? 30_000)
        let invocation = NodeInvocation(
            id: try parameters.requiredString("idempotencyKey", maximumLength: 256),
            command: command,
            params: parameters.object["params"] ?? .null,
            timeout: timeout
        )
        do {
            let payload = try await self.invoke(invocation, on: id)
            return .value(.object(["ok": true, "nodeId": .string(id.rawValue), "command": .string(command), "payload": payload]))
        } catch let error as NodeError {
            throw MethodError(
                .unavailable,
                error.message,
                details: ["code": .string(error.code.rawValue), "nodeId": .string(id.rawValue), "command": .string(command)]
            )
        }
    }

    /// Runs a node's command within its time.
    public func invoke(_ invocation: NodeInvocation, on id: NodeID) async throws -> JSONValue {
        let clock = self.configuration.clock
        return try await withThrowingTaskGroup(of: JSONValue?.self) { group in
            group.addTask { try await self.nodes.invoke(invocation, on: id) }
            group.addTask {
                try await clock.sleep(for: invocation.timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw NodeError(.timeout, "node \(id) did not answer \(invocation.command) within \(invocation.timeout)")
            }
            return value
        }
    }
}
