// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a client has shown that counts.
struct AuthenticationGrant: Sendable, Hashable {
    /// What it is, so that it can be taken back.
    var credential: ClientCredential
    /// What a signed token says; `nil` when the credential names no scopes of its own.
    var claims: SignedTokenClaims?

    /// Whether the credential itself says which scopes its holder has.
    var bindsScopes: Bool { self.claims != nil }

    /// The scopes of those asked for that the credential allows.
    func limit(_ scopes: ScopeSet) -> ScopeSet {
        self.claims?.scopes.common(with: scopes) ?? scopes
    }
}
