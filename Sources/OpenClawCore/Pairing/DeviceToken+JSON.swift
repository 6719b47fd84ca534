// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension DeviceToken {
    func json(withSecret: Bool) -> JSONValue {
        var object: JSONObject = ["role": .string(self.role.rawValue), "scopes": self.scopes.json]
        if withSecret { object["token"] = .string(self.secret.reveal()) }
        object["createdAtMs"] = .int(self.createdAt.milliseconds)
        object["rotatedAtMs"] = self.rotatedAt.map { .int($0.milliseconds) }
        object["revokedAtMs"] = self.revokedAt.map { .int($0.milliseconds) }
        object["lastUsedAtMs"] = self.lastUsedAt.map { .int($0.milliseconds) }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let secret = json["token"]?.stringValue, !secret.isEmpty, let role = json["role"]?.stringValue,
            let scopes = ScopeSet(json: json["scopes"]), let createdAt = json["createdAtMs"]?.intValue
        else { return nil }
        func time(_ name: String) -> Timestamp? { json[name]?.intValue.map { Timestamp(milliseconds: $0) } }
        self.init(
            secret: Secret(secret),
            role: Role(rawValue: role),
            scopes: scopes,
            createdAt: Timestamp(milliseconds: createdAt),
            rotatedAt: time("rotatedAtMs"),
            revokedAt: time("revokedAtMs"),
            lastUsedAt: time("lastUsedAtMs")
        )
    }
}
