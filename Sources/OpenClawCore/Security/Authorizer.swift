// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides who may call a method and who may see an event: the only place that does, for sockets, HTTP and in-process clients.
///
/// Role and scope come before anything is looked up (PROTOCOL 1.3), so that a caller learns nothing about methods it may not call.
public enum Authorizer {
    /// Why a caller may not use something that needs `access`; `nil` when it may.
    /// - Parameter protocolVersion: the caller's; version 3 has no code of its own for a missing scope.
    public static func refusal(
        of access: MethodAccess,
        role: Role,
        scopes: ScopeSet,
        protocolVersion: Int = ProtocolVersion.current
    ) -> MethodError? {
        switch access {
        case .anyone: return nil
        case .node: return role == .node ? nil : .invalid("unauthorized role: \(role)")
        case .scopes(let required):
            guard role == .operator else { return .invalid("unauthorized role: \(role)") }
            return scopes.satisfies(required) ? nil : self.missing(required, protocolVersion)
        }
    }

    /// Why a caller may not call a method; one that does not exist, or has no class, needs the admin scope.
    public static func refusal(
        of method: Method?,
        role: Role,
        scopes: ScopeSet,
        protocolVersion: Int = ProtocolVersion.current
    ) -> MethodError? {
        self.refusal(of: method?.access ?? .scopes(.admin), role: role, scopes: scopes, protocolVersion: protocolVersion)
    }

    /// Whether an event may be shown.
    public static func allows(_ access: EventAccess, role: Role, scopes: ScopeSet) -> Bool {
        switch access {
        case .everyone: true
        case .scopes(let required): role == .operator && scopes.satisfies(required)
        }
    }

    /// The error about a missing scope.
    static func missing(_ required: ScopeSet, _ protocolVersion: Int) -> MethodError {
        let missing = required.wireNames.first ?? "operator.admin"
        guard protocolVersion >= 4 else { return .invalid("missing scope: \(missing)") }
        return MethodError(
            .forbidden,
            "missing scope: \(missing)",
            details: [
                "code": "MISSING_SCOPE", "missingScope": .string(missing),
                "requiredScopes": .array(required.wireNames.map { .string($0) }),
            ]
        )
    }
}
