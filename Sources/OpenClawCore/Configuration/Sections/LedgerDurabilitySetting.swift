// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When the ledger's records survive a power cut (`ledger.durability`).
public struct LedgerDurabilitySetting: RawRepresentable, Hashable, Sendable {
    /// The policy as configuration writes it.
    public let rawValue: String

    /// Wraps a policy.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Before anybody gets an acknowledgement.
    public static let everyCommit = LedgerDurabilitySetting(rawValue: "everyCommit")
    /// Within `ledger.interval`.
    public static let interval = LedgerDurabilitySetting(rawValue: "interval")
    /// When the system sees fit.
    public static let never = LedgerDurabilitySetting(rawValue: "never")
}
