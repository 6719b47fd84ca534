// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a device has to be approved (PROTOCOL 1.8).
public struct PairingReason: RawRepresentable, Hashable, Sendable {
    /// The reason as it stands on the wire.
    public let rawValue: String

    /// Wraps a reason.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Nobody has approved the device, or its token was revoked.
    public static let notPaired = PairingReason(rawValue: "not-paired")
    /// It wants a role it does not have.
    public static let roleUpgrade = PairingReason(rawValue: "role-upgrade")
    /// It wants scopes it does not have.
    public static let scopeUpgrade = PairingReason(rawValue: "scope-upgrade")
    /// It says it is another kind of machine than the one that was approved.
    public static let metadataUpgrade = PairingReason(rawValue: "metadata-upgrade")

    /// What is required, for the words "pairing required: …".
    public var requirement: String {
        switch self {
        case .roleUpgrade: "the device asks for a role that was not approved"
        case .scopeUpgrade: "the device asks for scopes that were not approved"
        case .metadataUpgrade: "the device's platform has changed since it was approved"
        default: "device is not approved yet"
        }
    }
}
