// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension PairingBook {
    /// The version of the form below.
    static let version: Int64 = 1

    /// The book as it is kept. It has the tokens: keep it where only the gateway can read.
    public var json: JSONValue {
        .object([
            "version": .int(Self.version),
            "devices": .array(self.devices.values.sorted { $0.id.rawValue < $1.id.rawValue }.map { $0.json(withSecrets: true) }),
            "deviceRequests": .array(self.deviceRequests.map(\.json)),
            "nodes": .array(self.nodes.values.sorted { $0.id.rawValue < $1.id.rawValue }.map(\.json)),
            "nodeRequests": .array(self.nodeRequests.map(\.json)),
            "bootstraps": .array(self.bootstraps.map(\.json)),
        ])
    }

    /// Reads a book that was kept.
    /// - Throws: ``PairingError`` when it is of another version or damaged; nothing is guessed.
    public init(json: JSONValue) throws(PairingError) {
        self.init()
        guard json["version"]?.intValue == Self.version else {
            throw PairingError(.storage, "the pairings are of another version than \(Self.version); use the release that wrote them")
        }
        func list(_ name: String) throws(PairingError) -> [JSONValue] {
            guard let list = json[name]?.arrayValue else { throw Self.damaged(name) }
            return list
        }
        for value in try list("devices") {
            guard let device = PairedDevice(json: value) else { throw Self.damaged("devices") }
            self.devices[device.id] = device
        }
        for value in try list("deviceRequests") {
            guard let request = DevicePairingRequest(json: value) else { throw Self.damaged("deviceRequests") }
            self.deviceRequests.append(request)
        }
        for value in try list("nodes") {
            guard let node = PairedNode(json: value) else { throw Self.damaged("nodes") }
            self.nodes[node.id] = node
        }
        for value in try list("nodeRequests") {
            guard let request = NodePairingRequest(json: value) else { throw Self.damaged("nodeRequests") }
            self.nodeRequests.append(request)
        }
        // Files of earlier releases have none.
        for value in json["bootstraps"]?.arrayValue ?? [] {
            guard let token = BootstrapToken(json: value) else { throw Self.damaged("bootstraps") }
            self.bootstraps.append(token)
        }
    }

    /// The paired devices by id, as other tools read them, without the secrets of their tokens.
    var pairedMirror: JSONValue {
        var mirror: JSONObject = [:]
        for device in self.devices.values.sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            var tokens: JSONObject = [:]
            for token in device.tokens.values.sorted(by: { $0.role.rawValue < $1.role.rawValue }) {
                tokens[token.role.rawValue] = token.json(withSecret: false)
            }
            var entry = device.json(withSecrets: false)
            entry["tokens"] = .object(tokens)
            mirror[device.id.rawValue] = entry
        }
        return .object(mirror)
    }

    private static func damaged(_ place: String) -> PairingError {
        PairingError(.storage, "the pairings are damaged at \"\(place)\"; restore the file, or remove it and pair the devices again")
    }
}
