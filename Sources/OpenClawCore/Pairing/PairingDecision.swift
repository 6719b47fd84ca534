// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a request (`decision` of the resolved events).
public struct PairingDecision: RawRepresentable, Hashable, Sendable {
    /// The decision as it stands on the wire.
    public let rawValue: String

    /// Wraps a decision.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// An operator, or the rules for silent approval, agreed.
    public static let approved = PairingDecision(rawValue: "approved")
    /// An operator declined.
    public static let rejected = PairingDecision(rawValue: "rejected")
    /// Nobody decided in time.
    public static let expired = PairingDecision(rawValue: "expired")
    /// The device asked for something else meanwhile.
    public static let superseded = PairingDecision(rawValue: "superseded")
    /// An operator removed the pairing.
    public static let removed = PairingDecision(rawValue: "removed")
}
