// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `node.pair.list`, `approve`, `reject`, `remove`, `node.rename` (PROTOCOL 2.10).
    static let nodePairingMethods: [Method] = [
        .immediate("node.pair.list", .scopes(.pairing)) { call throws(MethodError) in
            _ = try call.parameters([])
            return call.gateway.listNodePairings(call)
        },
        .asynchronous("node.pair.approve", .scopes(.pairing)) { call in try await call.gateway.approveNode(call) },
        .asynchronous("node.pair.reject", .scopes(.pairing)) { call in try await call.gateway.rejectNode(call) },
        .asynchronous("node.pair.remove", .scopes(.pairing)) { call in try await call.gateway.removeNode(call) },
        .asynchronous("node.rename", .scopes(.pairing)) { call in try await call.gateway.renameNode(call) },
    ]

    private func listNodePairings(_ call: MethodCall) -> MethodResult {
        let book = self.pairing.book
        let now = self.now()
        let own = call.ownDeviceOnly.map { NodeID(rawValue: $0.rawValue) }
        let pending = book.nodeRequests.filter { (own == nil || $0.nodeID == own) && !PairingBook.isExpired($0.createdAt, now) }
        let paired = book.nodes.values.filter { own == nil || $0.id == own }.sorted { $0.approvedAt > $1.approvedAt }
        let connected = Set(self.clients.clients { $0.role == .node }.compactMap(\.nodeID))
        let rows = paired.map { node -> JSONValue in
            var row = node.json
            row["connected"] = .bool(connected.contains(node.id))
            return row
        }
        return .value(.object(["pending": .array(pending.reversed().map(\.json)), "paired": .array(rows)]))
    }

    private func approveNode(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.parameters(["requestId"]).requiredString("requestId", maximumLength: 128)
        let now = self.now()
        let approved = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: book.nodeRequests.first { $0.id == id }?.nodeID, PairingBook.unknownRequest(id))
            return try book.approveNode(id, approver: call.client.scopes, at: now)
        }
        self.nodes.refresh(approved.node.id)
        self.publishResolved(approved.request, .approved)
        return .value(.object(["requestId": .string(id), "node": approved.node.json]))
    }

    private func rejectNode(_ call: MethodCall) async throws -> MethodResult {
        let id = try call.parameters(["requestId"]).requiredString("requestId", maximumLength: 128)
        let request = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: book.nodeRequests.first { $0.id == id }?.nodeID, PairingBook.unknownRequest(id))
            return try book.rejectNode(id)
        }
        self.publishResolved(request, .rejected)
        return .value(.object(["requestId": .string(id), "nodeId": .string(request.nodeID.rawValue)]))
    }

    private func removeNode(_ call: MethodCall) async throws -> MethodResult {
        let id = NodeID(rawValue: try call.parameters(["nodeId"]).requiredString("nodeId", maximumLength: 256))
        try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: DeviceID(rawValue: id.rawValue))
            try book.removeNode(id)
        }
        self.nodes.forget(id)
        call.reply(.value(.object(["nodeId": .string(id.rawValue), "removed": true])))
        self.publishNodeResolved(id, requestID: "", .removed)
        self.endAccess(of: DeviceID(rawValue: id.rawValue), role: .node, reason: "gateway auth changed: the node was removed")
        return .answered
    }

    private func renameNode(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["nodeId", "displayName"])
        let id = NodeID(rawValue: try parameters.requiredString("nodeId", maximumLength: 256))
        let name = try parameters.label("displayName")
        let node = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: DeviceID(rawValue: id.rawValue))
            return try book.renameNode(id, to: name)
        }
        self.nodes.renamed(id, to: name)
        return .value(.object(["nodeId": .string(id.rawValue), "displayName": .string(name), "node": node.json]))
    }
}
