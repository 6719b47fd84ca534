// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why the ledger refused or failed.
public struct LedgerError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The writer's epoch is older than the newest the ledger has seen; another gateway leads.
        public static let staleEpoch = Code(rawValue: "stale_epoch")
        /// The message was never accepted.
        public static let unknownMessage = Code(rawValue: "unknown_message")
        /// The disk refused; nothing more is accepted until the cause is removed.
        public static let unavailable = Code(rawValue: "unavailable")

        /// The files are encrypted with a key that was not given; the message names one.
        public static let anotherKey = Code(rawValue: "another_key")
        /// Another process has the ledger open.
        public static let locked = Code(rawValue: "locked")
        /// The files hold something that no crash leaves; they must be looked at.
        public static let damaged = Code(rawValue: "damaged")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What the disk said, in the words for it.
    static func disk(_ error: FileSystemError, _ message: String) -> LedgerError {
        switch error.code {
        case .anotherKey: LedgerError(.anotherKey, "the ledger cannot be read: \(error)")
        case .altered: LedgerError(.damaged, "the ledger is damaged: \(error)")
        default: LedgerError(.unavailable, message)
        }
    }

    /// `code: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
