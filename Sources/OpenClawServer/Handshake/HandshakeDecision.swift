// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What follows a client's first frame.
enum HandshakeDecision: Sendable {
    /// The client is in.
    case accept(ConnectParameters, role: Role, scopes: ScopeSet, version: Int)
    /// The client gets a failed response and is closed.
    case refuse(MethodError, CloseCode, reason: String)
    /// The client gets a failed response and may send `connect` again on the same socket.
    case retry(MethodError)
}
