// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the socket itself says about a client.
struct HandshakePeer: Sendable {
    var origin: String?
    var host: String?
    var isLoopback: Bool
    var isLoopbackClient: Bool
    var address: String
}
