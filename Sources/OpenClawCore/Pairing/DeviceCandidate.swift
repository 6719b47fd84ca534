// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A device that has proved its key and wants to be let in, in a role and with scopes.
package struct DeviceCandidate: Sendable, Hashable {
    package var id: DeviceID
    /// base64url of 32 bytes.
    package var publicKey: String
    package var role: Role
    package var scopes: ScopeSet
    package var client: ClientInfo
    package var remoteAddress: String?

    package init(id: DeviceID, publicKey: String, role: Role, scopes: ScopeSet, client: ClientInfo, remoteAddress: String?) {
        self.id = id
        self.publicKey = publicKey
        self.role = role
        self.scopes = role == .operator ? scopes : []
        self.client = client
        self.remoteAddress = remoteAddress
    }
}
