// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a session store refused or failed.
public struct SessionStoreError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The session has another version than the caller expected; load again and decide.
        public static let versionConflict = Code(rawValue: "version_conflict")
        /// The writer's epoch is older than the newest the store has seen; another gateway leads.
        public static let staleEpoch = Code(rawValue: "stale_epoch")
        /// The key is empty, too long or has control characters.
        public static let invalidKey = Code(rawValue: "invalid_key")
        /// An entry is larger than the store accepts.
        public static let entryTooLarge = Code(rawValue: "entry_too_large")
        /// What is stored cannot be read; the message names file and place.
        public static let corrupt = Code(rawValue: "corrupt")
        /// What is stored is encrypted with a key that was not given; the message names the file.
        public static let anotherKey = Code(rawValue: "another_key")
        /// The disk or server refused; the message has its words.
        public static let unavailable = Code(rawValue: "unavailable")
        /// The store is full; its bound is in the message.
        public static let full = Code(rawValue: "full")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do, for people.
    ///
    /// Who sends messages gets to see it: where files lie is only in messages for those who start the gateway.
    public var message: String
    /// What the disk said, with the file's path: for the log.
    var cause: String?
    /// Whether every session meets it until there is room again, as with a full disk: what was acknowledged waits for that, and nothing new is
    /// acknowledged meanwhile. `false` unless the store says so.
    public var isPassing = false

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Makes an error with a cause that only the log is told.
    init(_ code: Code, _ message: String, cause: FileSystemError) {
        self.code = code
        self.message = message
        self.cause = cause.description
    }

    /// `code: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
