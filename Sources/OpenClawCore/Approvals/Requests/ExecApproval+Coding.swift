// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ExecApproval {
    /// What the ledger keeps of a question, so that a restart does not lose it.
    var payload: [UInt8] {
        let command = self.command
        func texts(_ values: [String: String]) -> JSONValue {
            .object(JSONObject(values.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }))
        }
        var object: JSONObject = [
            "argv": .array(command.arguments.map { .string($0) }), "env": texts(command.environment), "files": texts(command.fileDigests),
            "host": .string(self.host), "expiresAt": .int(self.expiresAt.milliseconds),
        ]
        for (name, value) in [
            ("cwd", command.workingDirectory), ("path", command.resolvedPath), ("agent", command.agentID), ("session", command.sessionKey),
            ("node", self.nodeID?.rawValue), ("device", self.requester.device?.rawValue),
        ] { if let value { object[name] = .string(value) } }
        if let plan = self.plan { object["plan"] = plan }
        return JSONValue.object(object).serialized()
    }

    /// Reads a question that was kept; `nil` when the ledger does not hold what it needs.
    init?(_ entry: LedgerEntry) {
        guard case .request(_, let payload) = entry.opening,
            let json = try? JSONValue(parsing: payload),  // What cannot be read ends with a stated outcome.
            let arguments = json["argv"]?.arrayValue?.compactMap(\.stringValue), let host = json["host"]?.stringValue,
            let expiresAt = json["expiresAt"]?.intValue
        else { return nil }
        func texts(_ name: String) -> [String: String] {
            var values: [String: String] = [:]
            for (key, value) in json[name]?.objectValue ?? [:] { values[key] = value.stringValue }
            return values
        }
        self.init(
            id: entry.identity.event,
            command: ExecCommand(
                arguments: arguments,
                workingDirectory: json["cwd"]?.stringValue,
                environment: texts("env"),
                resolvedPath: json["path"]?.stringValue,
                fileDigests: texts("files"),
                agentID: json["agent"]?.stringValue,
                sessionKey: json["session"]?.stringValue
            ),
            nodeID: json["node"]?.stringValue.map { NodeID(rawValue: $0) },
            host: host,
            plan: json["plan"],
            // A connection of an earlier process is nobody's any more; only a device can be recognised again.
            requester: .init(client: ClientID(rawValue: ""), device: json["device"]?.stringValue.map { DeviceID(rawValue: $0) }),
            createdAt: entry.openedAt,
            expiresAt: Timestamp(milliseconds: expiresAt)
        )
    }
}
