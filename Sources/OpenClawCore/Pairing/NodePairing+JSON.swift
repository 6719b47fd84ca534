// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension NodeSurface {
    func add(to object: inout JSONObject) {
        self.client.addLabels(to: &object)
        object["version"] = .string(self.client.version)
        object["clientId"] = .string(self.client.id)
        object["clientMode"] = .string(self.client.mode)
        object["caps"] = .array(self.capabilities.map { .string($0) })
        object["commands"] = .array(self.commands.map { .string($0) })
        object["permissions"] = .object(JSONObject(self.permissions.sorted { $0.key < $1.key }.map { ($0.key, .bool($0.value)) }))
        object["pathEnv"] = self.pathEnvironment.map { .string($0) }
    }

    init?(json: JSONValue) {
        guard let client = ClientInfo(labels: json) else { return nil }
        func texts(_ name: String) -> [String] { json[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
        var permissions: [String: Bool] = [:]
        for (name, value) in json["permissions"]?.objectValue ?? [:] { permissions[name] = value.boolValue }
        self.init(
            client: client,
            capabilities: texts("caps"),
            commands: texts("commands"),
            permissions: permissions,
            pathEnvironment: json["pathEnv"]?.stringValue
        )
    }
}

extension NodePairingRequest {
    /// The request as lists and events show it (PROTOCOL 2.10).
    package var json: JSONValue {
        var object: JSONObject = ["requestId": .string(self.id), "nodeId": .string(self.nodeID.rawValue)]
        self.surface.add(to: &object)
        object["remoteIp"] = self.remoteAddress.map { .string($0) }
        object["silent"] = false
        object["isRepair"] = .bool(self.isRepair)
        object["ts"] = .int(self.createdAt.milliseconds)
        object["expiresAtMs"] = .int((self.createdAt + PairingBook.timeToLive).milliseconds)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let id = json["requestId"]?.stringValue, let node = json["nodeId"]?.stringValue, let surface = NodeSurface(json: json),
            let createdAt = json["ts"]?.intValue
        else { return nil }
        self.init(
            id: id,
            nodeID: NodeID(rawValue: node),
            surface: surface,
            remoteAddress: json["remoteIp"]?.stringValue,
            isRepair: json["isRepair"]?.boolValue ?? false,
            createdAt: Timestamp(milliseconds: createdAt)
        )
    }
}

extension PairedNode {
    /// The node as lists show it and as it is kept.
    package var json: JSONValue {
        var object: JSONObject = ["nodeId": .string(self.id.rawValue)]
        self.surface.add(to: &object)
        object["displayName"] = self.displayName.map { .string($0) }
        object["remoteIp"] = self.remoteAddress.map { .string($0) }
        object["createdAtMs"] = .int(self.createdAt.milliseconds)
        object["approvedAtMs"] = .int(self.approvedAt.milliseconds)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let id = json["nodeId"]?.stringValue, let surface = NodeSurface(json: json),
            let createdAt = json["createdAtMs"]?.intValue, let approvedAt = json["approvedAtMs"]?.intValue
        else { return nil }
        self.init(
            id: NodeID(rawValue: id),
            displayName: json["displayName"]?.stringValue,
            surface: surface,
            remoteAddress: json["remoteIp"]?.stringValue,
            createdAt: Timestamp(milliseconds: createdAt),
            approvedAt: Timestamp(milliseconds: approvedAt)
        )
    }
}
