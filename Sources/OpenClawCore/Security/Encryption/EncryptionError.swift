// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why something could not be encrypted or decrypted.
public struct EncryptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The key is no key of 32 bytes.
        public static let invalidKey = Code(rawValue: "invalid_key")
        /// What was sealed was altered, moved or sealed with another key.
        public static let altered = Code(rawValue: "altered")
        /// The provider failed.
        public static let failed = Code(rawValue: "failed")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do; never a key or a plaintext.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// `code: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
