// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A client that may come in.
struct Admission: Sendable {
    var parameters: ConnectParameters
    var role: Role
    var scopes: ScopeSet
    var version: Int
    var credential: ClientCredential
    /// How often the settings of authentication had changed before the credential was checked.
    var generation: Int
    /// The device that proved its key.
    var device: DeviceID?
    /// The device's own token.
    var token: DeviceToken?
    /// The tokens of other roles that the device got with it.
    var otherTokens: [DeviceToken] = []
    /// What a node offers.
    var node: NodeSurface?
    /// Whether a node's commands are approved without asking.
    var approvesCommands = false
    /// Whether the node's commands have been noted.
    var isAnnounced = false
}
