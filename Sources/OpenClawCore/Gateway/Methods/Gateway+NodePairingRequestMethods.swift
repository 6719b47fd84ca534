// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// `node.pair.request` and `node.pair.verify`, for programs that pair nodes by themselves (PROTOCOL 2.10).
    static let nodePairingRequestMethods: [Method] = [
        .asynchronous("node.pair.request", .scopes(.pairing)) { call in try await call.gateway.requestNode(call) },
        .immediate("node.pair.verify", .scopes(.pairing)) { call throws(MethodError) in try call.gateway.verifyNode(call) },
    ]

    private static let requestParameters: Set<String> = [
        "nodeId", "displayName", "platform", "version", "coreVersion", "uiVersion", "deviceFamily", "modelIdentifier", "caps", "commands",
        "permissions", "remoteIp", "silent",
    ]

    /// Asks for the approval of a node's commands in the name of whoever may decide on it; nothing is approved by asking.
    private func requestNode(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(Self.requestParameters)
        let id = NodeID(rawValue: try parameters.requiredString("nodeId", maximumLength: 256))
        func text(_ name: String) throws(MethodError) -> String? { try parameters.string(name, maximumLength: 256) }
        let surface = NodeSurface(
            client: ClientInfo(
                id: "node-host",
                version: try text("version") ?? "",
                platform: try text("platform") ?? "",
                mode: "node",
                displayName: try text("displayName"),
                deviceFamily: try text("deviceFamily"),
                modelIdentifier: try text("modelIdentifier")
            ),
            capabilities: try parameters.strings("caps", maximumCount: 64) ?? [],
            commands: try parameters.strings("commands", maximumCount: 256) ?? [],
            permissions: (parameters.object["permissions"]?.objectValue ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.boolValue },
            pathEnvironment: nil
        )
        let address = try text("remoteIp")
        let requestID = self.configuration.identifiers.uuid()
        let now = self.now()
        let noted = try await call.changePairing { book throws(PairingError) in
            try call.checkOwner(of: DeviceID(rawValue: id.rawValue))
            return try book.request(id, surface, requestID: requestID, from: address, at: now)
        }
        if let request = noted.superseded { self.publishResolved(request, .superseded) }
        if noted.isNew { self.publishRequested(noted.request) }
        return .value(["status": "pending", "request": noted.request.json, "created": .bool(noted.isNew)])
    }

    /// Whether a token is the one that the node's device has as a node.
    private func verifyNode(_ call: MethodCall) throws(MethodError) -> MethodResult {
        let parameters = try call.parameters(["nodeId", "token"])
        let id = NodeID(rawValue: try parameters.requiredString("nodeId", maximumLength: 256))
        let shown = try parameters.requiredString("token", maximumLength: 256)
        do throws(PairingError) {
            try call.checkOwner(of: DeviceID(rawValue: id.rawValue))
        } catch {
            throw error.methodError(protocolVersion: call.client.protocolVersion)
        }
        let device = self.pairing.device(DeviceID(rawValue: id.rawValue))
        let live = device.flatMap { $0.roles.contains(.node) ? $0.liveToken(.node) : nil }
        // Digests of equal length are compared to their end, also when there is nothing to compare with.
        let (left, right) = (SHA256.digest(Array(shown.utf8)), SHA256.digest(Array((live?.secret.reveal() ?? "").utf8)))
        let isRight = zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0 && live != nil
        guard isRight, let device else { return .value(["ok": false]) }
        return .value(["ok": true, "node": self.pairing.node(id)?.json ?? device.json(withSecrets: false)])
    }
}
