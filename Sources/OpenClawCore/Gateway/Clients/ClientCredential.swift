// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a client was let in with. It ends with the credential: a socket never outlives what opened it.
public enum ClientCredential: Sendable, Hashable {
    /// Nothing: a client in the same process, or a gateway without authentication.
    case none
    /// The gateway's token or password; the number counts how often it was replaced before.
    case shared(generation: Int)
    /// A paired device's own token.
    case deviceToken
    /// A signed token with an end.
    case signedToken(expiresAt: Timestamp)
    /// A certificate that the TLS listener has checked.
    case certificate
    /// A user that a trusted proxy has signed in.
    case proxy(user: String)
}
