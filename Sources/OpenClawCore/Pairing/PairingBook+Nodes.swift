// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension PairingBook {
    /// The commands of a node that may be used: those it offers and an operator has approved.
    package func approvedCommands(of id: NodeID, offered: [String]) -> [String] {
        guard let node = self.nodes[id] else { return [] }
        let approved = Set(node.surface.commands)
        return offered.filter(approved.contains)
    }

    /// Whether everything a node offers is approved.
    package func coversSurface(of id: NodeID, _ surface: NodeSurface) -> Bool {
        guard let node = self.nodes[id] else { return false }
        return Set(node.surface.commands).isSuperset(of: surface.commands)
    }

    /// Notes that a node's commands wait for approval; the same ones give the same request.
    mutating func request(
        _ id: NodeID,
        _ surface: NodeSurface,
        requestID: String,
        from address: String?,
        at now: Timestamp
    ) throws(PairingError) -> (request: NodePairingRequest, isNew: Bool, superseded: NodePairingRequest?) {
        var superseded: NodePairingRequest?
        if let index = self.nodeRequests.firstIndex(where: { $0.nodeID == id }) {
            let known = self.nodeRequests[index]
            if Set(known.surface.commands) == Set(surface.commands) { return (known, false, nil) }
            superseded = self.nodeRequests.remove(at: index)
        }
        guard self.nodeRequests.count < Self.maximumPending else {
            throw PairingError(.full, "too many nodes wait to be approved; decide on some of them: openclaw nodes pending")
        }
        let request = NodePairingRequest(
            id: requestID,
            nodeID: id,
            surface: surface,
            remoteAddress: address,
            isRepair: self.nodes[id] != nil,
            createdAt: now
        )
        self.nodeRequests.append(request)
        return (request, true, superseded)
    }

    /// Approves a node's commands with the scopes of whoever approves them.
    mutating func approveNode(
        _ requestID: String,
        approver: ScopeSet,
        at now: Timestamp
    ) throws(PairingError) -> (request: NodePairingRequest, node: PairedNode) {
        guard let index = self.nodeRequests.firstIndex(where: { $0.id == requestID }) else { throw Self.unknownRequest(requestID) }
        let request = self.nodeRequests[index]
        guard !Self.isExpired(request.createdAt, now) else { throw Self.unknownRequest(requestID) }
        let required = request.surface.approvalScopes
        guard approver.satisfies(required) else {
            throw PairingError(
                .scopes,
                "missing scope: these commands need more to be approved",
                required: required.contains(.admin) ? .admin : required
            )
        }
        let known = self.nodes[request.nodeID]
        guard known != nil || self.nodes.count < Self.maximumPaired else {
            throw PairingError(.full, "\(Self.maximumPaired) nodes are paired, the most there can be; remove some: openclaw nodes list")
        }
        let node = PairedNode(
            id: request.nodeID,
            displayName: known?.displayName ?? request.surface.client.displayName,
            surface: request.surface,
            remoteAddress: request.remoteAddress,
            createdAt: known?.createdAt ?? now,
            approvedAt: now
        )
        self.nodes[node.id] = node
        self.nodeRequests.remove(at: index)
        return (request, node)
    }

    /// Declines a request.
    mutating func rejectNode(_ requestID: String) throws(PairingError) -> NodePairingRequest {
        guard let index = self.nodeRequests.firstIndex(where: { $0.id == requestID }) else { throw Self.unknownRequest(requestID) }
        return self.nodeRequests.remove(at: index)
    }

    /// Forgets a node, and takes the node's role from its device.
    mutating func removeNode(_ id: NodeID) throws(PairingError) {
        let device = DeviceID(rawValue: id.rawValue)
        let isDevice = self.devices[device]?.roles.contains(.node) ?? false
        guard self.nodes.removeValue(forKey: id) != nil || isDevice else { throw Self.unknownNode(id) }
        self.nodeRequests.removeAll { $0.nodeID == id }
        guard isDevice else { return }
        self.devices[device]?.roles.removeAll { $0 == .node }
        self.devices[device]?.tokens[.node] = nil
        if self.devices[device]?.roles.isEmpty ?? false { self.devices[device] = nil }
    }

    /// Gives a node another name for people.
    mutating func renameNode(_ id: NodeID, to name: String) throws(PairingError) -> PairedNode {
        guard var node = self.nodes[id] else { throw Self.unknownNode(id) }
        node.displayName = name
        self.nodes[id] = node
        return node
    }

    private static func unknownNode(_ id: NodeID) -> PairingError {
        PairingError(.unknown, "unknown nodeId \"\(id.rawValue.prefix(80))\"; node.pair.list shows those that are paired")
    }
}
