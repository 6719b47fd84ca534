// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The ledger's word that something is recorded.
public struct LedgerReceipt: Sendable, Hashable {
    /// How well a record is stored.
    public enum Storage: Sendable, Hashable {
        /// In memory: it ends with the process.
        case memory
        /// Handed to the system: it survives the process, not a power cut.
        case written
        /// On the disk: it survives a power cut.
        case durable
    }

    /// The place of the (last) record.
    public var position: LedgerPosition
    /// How well it was stored when the receipt was made.
    public var storage: Storage

    /// Makes a receipt.
    public init(position: LedgerPosition, storage: Storage) {
        self.position = position
        self.storage = storage
    }
}
