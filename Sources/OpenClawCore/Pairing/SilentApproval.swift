// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What may be approved without a person (PROTOCOL 1.8), decided by the handshake from where and how a client came.
package struct SilentApproval: Sendable, Hashable {
    /// A device that was never paired.
    package var newDevice: Bool
    /// More scopes for a paired device.
    package var moreScopes: Bool
    /// A node's commands.
    package var commands: Bool

    package init(newDevice: Bool, moreScopes: Bool, commands: Bool) {
        self.newDevice = newDevice
        self.moreScopes = moreScopes
        self.commands = commands
    }

    /// Nothing.
    package static let none = SilentApproval(newDevice: false, moreScopes: false, commands: false)
    /// What somebody at the machine itself with the shared secret could approve anyway.
    package static let local = SilentApproval(newDevice: true, moreScopes: true, commands: true)
    /// The pairing of a device only.
    package static let device = SilentApproval(newDevice: true, moreScopes: false, commands: false)

    func covers(_ reason: PairingReason) -> Bool {
        switch reason {
        case .notPaired: self.newDevice
        case .scopeUpgrade: self.moreScopes
        default: false
        }
    }
}
