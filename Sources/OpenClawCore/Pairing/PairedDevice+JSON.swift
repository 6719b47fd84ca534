// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension PairedDevice {
    /// The device as lists show it, or as it is kept.
    /// - Parameter withSecrets: whether its tokens are there with their secrets; lists have a summary.
    package func json(withSecrets: Bool) -> JSONValue {
        var object: JSONObject = ["deviceId": .string(self.id.rawValue), "publicKey": .string(self.publicKey)]
        object["displayName"] = self.displayName.map { .string($0) }
        object["platform"] = self.platform.map { .string($0) }
        object["deviceFamily"] = self.deviceFamily.map { .string($0) }
        object["clientId"] = .string(self.clientID)
        object["clientMode"] = .string(self.clientMode)
        object["role"] = self.roles.first.map { .string($0.rawValue) }
        object["roles"] = .array(self.roles.map { .string($0.rawValue) })
        object["scopes"] = self.scopes.json
        object["approvedScopes"] = self.scopes.json
        object["remoteIp"] = self.remoteAddress.map { .string($0) }
        let tokens = self.tokens.values.sorted { $0.role.rawValue < $1.role.rawValue }
        object["tokens"] = .array(tokens.map { $0.json(withSecret: withSecrets) })
        object["createdAtMs"] = .int(self.createdAt.milliseconds)
        object["approvedAtMs"] = .int(self.approvedAt.milliseconds)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let id = json["deviceId"]?.stringValue, let publicKey = json["publicKey"]?.stringValue,
            let clientID = json["clientId"]?.stringValue, let clientMode = json["clientMode"]?.stringValue,
            let roles = json["roles"]?.arrayValue, let scopes = ScopeSet(json: json["approvedScopes"]),
            let tokenList = json["tokens"]?.arrayValue,
            let createdAt = json["createdAtMs"]?.intValue, let approvedAt = json["approvedAtMs"]?.intValue
        else { return nil }
        var tokens: [Role: DeviceToken] = [:]
        for value in tokenList {
            guard let token = DeviceToken(json: value) else { return nil }
            tokens[token.role] = token
        }
        self.init(
            id: DeviceID(rawValue: id),
            publicKey: publicKey,
            displayName: json["displayName"]?.stringValue,
            platform: json["platform"]?.stringValue,
            deviceFamily: json["deviceFamily"]?.stringValue,
            clientID: clientID,
            clientMode: clientMode,
            roles: roles.compactMap { $0.stringValue.map(Role.init) },
            scopes: scopes,
            remoteAddress: json["remoteIp"]?.stringValue,
            tokens: tokens,
            createdAt: Timestamp(milliseconds: createdAt),
            approvedAt: Timestamp(milliseconds: approvedAt)
        )
    }
}
