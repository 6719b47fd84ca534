// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The kind of ledger (`ledger.type`).
public struct LedgerStorageType: RawRepresentable, Hashable, Sendable {
    /// The kind as configuration writes it.
    public let rawValue: String

    /// Wraps a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Files in the state directory.
    public static let file = LedgerStorageType(rawValue: "file")
    /// Memory; everything is gone when the gateway stops.
    public static let memory = LedgerStorageType(rawValue: "memory")
}
