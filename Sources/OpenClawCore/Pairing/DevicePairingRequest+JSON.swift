// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension DevicePairingRequest {
    /// The request as lists and events show it (PROTOCOL 1.8).
    package var json: JSONValue {
        var object: JSONObject = [
            "requestId": .string(self.id), "deviceId": .string(self.deviceID.rawValue), "publicKey": .string(self.publicKey),
        ]
        self.client.addLabels(to: &object)
        object["clientId"] = .string(self.client.id)
        object["clientMode"] = .string(self.client.mode)
        object["role"] = .string(self.role.rawValue)
        object["roles"] = .array([.string(self.role.rawValue)])
        object["scopes"] = self.scopes.json
        object["remoteIp"] = self.remoteAddress.map { .string($0) }
        object["reason"] = .string(self.reason.rawValue)
        object["silent"] = false
        object["isRepair"] = .bool(self.isRepair)
        object["ts"] = .int(self.createdAt.milliseconds)
        object["expiresAtMs"] = .int((self.createdAt + PairingBook.timeToLive).milliseconds)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let id = json["requestId"]?.stringValue, let device = json["deviceId"]?.stringValue,
            let publicKey = json["publicKey"]?.stringValue, let role = json["role"]?.stringValue,
            let scopes = ScopeSet(json: json["scopes"]), let reason = json["reason"]?.stringValue,
            let client = ClientInfo(labels: json), let createdAt = json["ts"]?.intValue
        else { return nil }
        self.init(
            id: id,
            deviceID: DeviceID(rawValue: device),
            publicKey: publicKey,
            client: client,
            role: Role(rawValue: role),
            scopes: scopes,
            remoteAddress: json["remoteIp"]?.stringValue,
            reason: PairingReason(rawValue: reason),
            isRepair: json["isRepair"]?.boolValue ?? false,
            createdAt: Timestamp(milliseconds: createdAt)
        )
    }
}
