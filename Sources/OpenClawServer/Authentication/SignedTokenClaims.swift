// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore

/// What a signed token says (RFC 7519): for whom it is, what it allows and until when.
public struct SignedTokenClaims: Sendable, Hashable {
    /// For whom it is; for logs only.
    public var subject: String?
    /// The role it allows.
    public var role: Role
    /// The most it allows.
    public var scopes: ScopeSet
    /// When it was made, in seconds since 1970.
    public var issuedAt: Int64?
    /// Before when it does not count, in seconds since 1970.
    public var notBefore: Int64?
    /// From when on it does not count any more, in seconds since 1970.
    public var expiresAt: Int64

    /// Makes claims.
    public init(
        subject: String? = nil,
        role: Role = .operator,
        scopes: ScopeSet,
        issuedAt: Int64? = nil,
        notBefore: Int64? = nil,
        expiresAt: Int64
    ) {
        self.subject = subject
        self.role = role
        self.scopes = scopes
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
    }

    var json: JSONValue {
        var object: JSONObject = ["iss": "openclaw"]
        object["sub"] = self.subject.map { .string($0) }
        object["role"] = .string(self.role.rawValue)
        object["scope"] = .string(self.scopes.wireNames.joined(separator: " "))
        object["iat"] = self.issuedAt.map { .int($0) }
        object["nbf"] = self.notBefore.map { .int($0) }
        object["exp"] = .int(self.expiresAt)
        return .object(object)
    }

    /// Reads claims; `nil` when the end is missing or a claim has the wrong type.
    init?(json: JSONValue) {
        guard json.objectValue != nil, let expiresAt = json["exp"]?.doubleValue, expiresAt > 0, expiresAt < 1e15 else { return nil }
        func seconds(_ name: String) -> Int64?? {
            guard let value = json[name], !value.isNull else { return .some(nil) }
            guard let number = value.doubleValue, number > -1e15, number < 1e15 else { return nil }
            return .some(Int64(number))
        }
        guard let issuedAt = seconds("iat"), let notBefore = seconds("nbf") else { return nil }
        var names = json["scope"]?.stringValue?.split(separator: " ").map(String.init) ?? []
        names += json["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? []
        self.init(
            subject: json["sub"]?.stringValue,
            role: Role(rawValue: json["role"]?.stringValue ?? "operator"),
            scopes: ScopeSet(names: names),
            issuedAt: issuedAt,
            notBefore: notBefore,
            expiresAt: Int64(expiresAt)
        )
    }
}
