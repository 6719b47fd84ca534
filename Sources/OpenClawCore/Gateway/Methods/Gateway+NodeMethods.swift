// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `node.list`, `node.describe`, `node.invoke` for operators (PROTOCOL 2.10).
    static let nodeMethods: [Method] = [
        .immediate("node.list", .scopes(.read)) { call throws(MethodError) in
            _ = try call.parameters([])
            let rows = call.gateway.nodeRecords.map { JSONValue.object($0.json) }
            return .value(["ts": .int(call.gateway.now().milliseconds), "nodes": .array(rows)])
        },
        .immediate("node.describe", .scopes(.read)) { call throws(MethodError) in
            let id = try call.parameters(["nodeId"]).nodeID()
            guard let record = call.gateway.nodeRecords.first(where: { $0.descriptor.id == id }) else { throw Gateway.unknownNode(id) }
            var row = record.json
            row["ts"] = .int(call.gateway.now().milliseconds)
            return .value(.object(row))
        },
        .asynchronous("node.invoke", .scopes(.write)) { call in try await call.gateway.invokeNode(call) },
    ]

    /// The nodes that are or were connected, and those that are paired and have not been here since the start.
    private var nodeRecords: [NodeRecord] {
        let paired = self.pairing.book.nodes
        var records = self.nodes.records
        for index in records.indices where records[index].needsApproval {
            let node = paired[records[index].descriptor.id]
            records[index].isPaired = node != nil
            records[index].approvedAt = node?.approvedAt
        }
        let known = Set(records.map(\.descriptor.id))
        for (id, node) in paired.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !known.contains(id) {
            records.append(NodeRecord(paired: node))
        }
        return records
    }

    static func unknownNode(_ id: NodeID) -> MethodError {
        .invalid("unknown nodeId \"\(id)\"; node.list shows those that exist", details: ["code": "UNKNOWN_NODE"])
    }

    private func invokeNode(_ call: MethodCall) async throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["nodeId", "command", "params", "timeoutMs", "idempotencyKey"])
        let id = try parameters.nodeID()
        let command = try parameters.requiredString("command", maximumLength: 256)
        let timeout = Duration.milliseconds(try parameters.int("timeoutMs", in: 1...3_600_000) ?? 30_000)
        let key = try parameters.requiredIdempotencyKey()
        try self.checkCommand(command, on: id, for: call.client)
        var named = parameters.object
        named["timeoutMs"] = nil
        let request = KeyedRequest(Self.invocationAccount.rawValue, key: key, client: call.client, parameters: named)
        if case .ended(let answer)? = try await self.standing(of: request) { return MethodResult(json: try answer.get()) }
        guard let peer = self.nodes.peer(id) else {
            throw MethodError(
                .unavailable,
                "node not connected: \(id); node.list shows those that are",
                details: [
                    "code": .string(NodeError.Code.notConnected.rawValue), "nodeId": .string(id.rawValue), "command": .string(command),
                ]
            )
        }
        let invocation = NodeInvocation(
            id: self.nodes.identifier(),
            command: command,
            params: try await self.forwardedParams(command, parameters.object["params"] ?? .null, node: id, client: call.client, key: key),
            timeout: timeout,
            idempotencyKey: key
        )
        let stored = StoredInvocation(invocation, node: id, instance: peer.instance, resumes: peer.resumes, isLocal: peer.isLocal)
        switch try await self.take(request, payload: self.ledger.isDurable ? stored.payload : []) {
        case .ended(let answer): return MethodResult(json: try answer.get())
        case .running:
            guard let ending = await self.nodes.join(invocation, on: id) else {
                // It has ended just now, and its end is being recorded.
                for pause in [1, 5, 20, 100, 400] {
                    if case .ended(let answer)? = try await self.standing(of: request) { return MethodResult(json: try answer.get()) }
                    do { try await self.configuration.clock.sleep(for: .milliseconds(pause)) } catch { break }
                }
                throw .unavailable("the call is being carried out; ask again with the same key", retryAfterMilliseconds: 500)
            }
            let end = await self.end(of: ending, invocation, node: id)
            // Whoever comes first records the end; it is on the disk before anybody hears of it.
            if case .ended = ending { await self.settle(request.identity, end) }
            return try end.result()
        case .new:
            let end = await self.carryOut(invocation, on: id)
            await self.settle(request.identity, end)
            return try end.result()
        }
    }

    /// Refuses commands that nobody may call this way, that the caller may not call, or that the node does not have.
    private func checkCommand(_ command: String, on id: NodeID, for client: ClientSession) throws(MethodError) {
        func refused(_ reason: String) -> MethodError {
            .invalid("node command not allowed: \(reason)", details: ["reason": .string(reason), "command": .string(command)])
        }
        if NodeCommandPolicy.internalCommands.contains(command) {
            throw refused("\(command) is not called through node.invoke; use exec.approvals.node.get and exec.approvals.node.set")
        }
        if NodeCommandPolicy.adminCommands.contains(command), !client.scopes.satisfies(.admin) {
            throw MethodError(
                .forbidden,
                "missing scope: operator.admin",
                details: ["code": "MISSING_SCOPE", "missingScope": "operator.admin", "requiredScopes": ["operator.admin"]]
            )
        }
        guard let record = self.nodes.record(of: id), record.connectedAt != nil else { return }
        guard record.descriptor.commands.contains(command) else {
            throw refused(
                record.descriptor.commands.isEmpty
                    ? "the node declares no commands" : "the node does not declare it, or its platform may not have it"
            )
        }
    }

    /// Runs a node's command within its time.
    /// - Throws: ``NodeError``.
    public func invoke(_ invocation: NodeInvocation, on id: NodeID) async throws -> JSONValue {
        try await self.nodes.invoke(invocation, on: id)
    }

    /// Runs a command on the connected node that fits and has the least to do.
    ///
    /// A call with ``NodeInvocation/isRepeatable`` goes to another node when the first one disappears.
    /// - Throws: ``NodeError``.
    public func invoke(_ invocation: NodeInvocation, where requirement: NodeRequirement) async throws -> (node: NodeID, payload: JSONValue)
    {
        let (node, payload) = try await self.nodes.invoke(invocation, where: requirement)
        return (node, payload)
    }
}

extension MethodParameters {
    /// The parameter `nodeId`, which must be there.
    func nodeID() throws(MethodError) -> NodeID { NodeID(rawValue: try self.requiredString("nodeId", maximumLength: 256)) }
}
