// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// The methods that only nodes call: answers, progress, events (PROTOCOL 2.10).
    static let nodeRoleMethods: [Method] = [
        .immediate("node.invoke.result", .node) { call throws(MethodError) in try call.gateway.nodeResult(call) },
        .immediate("node.invoke.progress", .node) { call throws(MethodError) in try call.gateway.nodeProgress(call) },
        .asynchronous("node.event", .node) { call in try await call.gateway.nodeEvent(call) },
    ]

    /// The caller's own node; a node speaks for nobody else.
    func ownNode(_ call: MethodCall, _ parameters: MethodParameters? = nil) throws(MethodError) -> NodeID {
        guard let own = call.client.nodeID else { throw .invalid("unauthorized role: \(call.client.role)") }
        if let named = try parameters?.string("nodeId", maximumLength: 256), named != own.rawValue {
            throw .invalid("nodeId mismatch: a node answers for itself only")
        }
        return own
    }

    private func nodeResult(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["id", "nodeId", "ok", "payload", "payloadJSON", "error"])
        let node = try self.ownNode(call, parameters)
        let id = try parameters.requiredString("id", maximumLength: 256)
        guard let isOK = try parameters.bool("ok") else { throw parameters.error("ok", "is required") }
        let outcome: NodeOutcome
        if isOK {
            outcome = .success(try Self.payload(parameters))
        } else {
            let error = parameters.object["error"]
            outcome = .failure(
                NodeError(
                    NodeError.Code(rawValue: String((error?["code"]?.stringValue ?? NodeError.Code.failed.rawValue).prefix(64))),
                    DisplayText.plain(error?["message"]?.stringValue ?? "node invoke failed", maximumLength: 4_096)
                )
            )
        }
        let counts = self.nodes.answered(id, by: node, outcome)
        return .value(counts ? ["ok": true] : ["ok": true, "ignored": true])
    }

    private static func payload(_ parameters: MethodParameters) throws(MethodError) -> JSONValue {
        guard parameters.has("payloadJSON") else { return parameters.object["payload"] ?? .null }
        guard let text = parameters.object["payloadJSON"]?.stringValue else { throw parameters.error("payloadJSON", "must be a string") }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw parameters.error("payloadJSON", "must be JSON: \(error)")
        }
    }

    private func nodeProgress(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["invokeId", "nodeId", "seq", "chunk"])
        let node = try self.ownNode(call, parameters)
        let id = try parameters.requiredString("invokeId", maximumLength: 256)
        let sequence = try parameters.int("seq", in: 0...Int(Int32.max))
        let chunk: String
        switch parameters.object["chunk"] {
        case .string(let text)?: chunk = text
        case nil, .null?: chunk = ""
        case let value?: chunk = "\(value)"
        }
        guard chunk.utf8.count <= 1 << 20 else { throw parameters.error("chunk", "must be at most 1048576 bytes") }
        let counts = self.nodes.progressed(id, by: node, sequence: sequence, chunk)
        return .value(counts ? ["ok": true] : ["ok": true, "ignored": true])
    }
}
