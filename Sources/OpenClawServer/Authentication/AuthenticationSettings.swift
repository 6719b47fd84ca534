// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What counts as authentication at this moment. Read anew for each handshake and request, so that a change counts at once.
public struct AuthenticationSettings: Sendable, Hashable {
    /// What clients must show.
    public var mode: ServerAuthentication
    /// Checks signed tokens, which count beside the mode's own credential; `nil` accepts none.
    public var signedTokens: SignedTokenKey?

    /// Makes settings.
    public init(mode: ServerAuthentication, signedTokens: SignedTokenKey? = nil) {
        self.mode = mode
        self.signedTokens = signedTokens
    }
}
