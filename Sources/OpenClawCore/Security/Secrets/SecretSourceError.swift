// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why secrets cannot be read or kept. Its words never show one.
public struct SecretSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A file cannot be read or written.
        public static let unavailable = Code(rawValue: "unavailable")
        /// The key is missing, malformed or open to others.
        public static let key = Code(rawValue: "key")
        /// What is kept was altered, or sealed with another key.
        public static let damaged = Code(rawValue: "damaged")
        /// There is no room for it.
        public static let full = Code(rawValue: "full")

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

    /// The message.
    public var description: String { self.message }
}
