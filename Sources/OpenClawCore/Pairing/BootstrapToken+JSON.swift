// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension BootstrapToken {
    /// The token as it is kept.
    var json: JSONValue {
        var object: JSONObject = [
            "digest": .string(self.digest), "roles": .array(self.roles.map { .string($0.rawValue) }), "scopes": self.scopes.json,
            "createdAtMs": .int(self.createdAt.milliseconds),
        ]
        object["issuer"] = self.issuer.map { .string($0.rawValue) }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let digest = json["digest"]?.stringValue, digest.utf8.count == 64, let roles = json["roles"]?.arrayValue,
            let scopes = ScopeSet(json: json["scopes"]), let createdAt = json["createdAtMs"]?.intValue
        else { return nil }
        self.init(
            digest: digest,
            roles: roles.compactMap { $0.stringValue.map(Role.init) },
            scopes: scopes,
            issuer: json["issuer"]?.stringValue.map(DeviceID.init),
            createdAt: Timestamp(milliseconds: createdAt)
        )
    }
}
