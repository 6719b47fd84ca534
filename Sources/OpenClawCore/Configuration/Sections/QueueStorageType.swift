// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where tasks are kept (`queue.type`).
public struct QueueStorageType: RawRepresentable, Hashable, Sendable {
    /// The kind as configuration writes it.
    public let rawValue: String

    /// Wraps a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// In the gateway's ledger.
    public static let file = QueueStorageType(rawValue: "file")
    /// In memory; they end with the process.
    public static let memory = QueueStorageType(rawValue: "memory")
}
