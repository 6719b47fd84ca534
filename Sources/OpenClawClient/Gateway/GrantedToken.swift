// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// A token that a gateway gave a device when it let it in (PROTOCOL 1.5).
public struct GrantedToken: Sendable, Hashable {
    /// The token; it counts beside the device's proof only.
    public var token: Secret
    /// What the device may connect as with it.
    public var role: Role
    /// What it may do.
    public var scopes: [String]

    init(token: Secret, role: Role, scopes: [String]) {
        self.token = token
        self.role = role
        self.scopes = scopes
    }

    init?(_ json: JSONValue) {
        guard let token = json["deviceToken"]?.stringValue, let role = json["role"]?.stringValue.map({ Role(rawValue: $0) }) else {
            return nil
        }
        self.init(token: Secret(token), role: role, scopes: json["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
}
