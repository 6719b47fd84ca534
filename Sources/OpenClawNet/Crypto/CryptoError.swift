// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A cryptographic operation was refused or failed.
public struct CryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New codes may be added; compare with the static members you know.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case invalidKey
            case invalidNonce
            case invalidInput
            case authenticationFailed
            case randomnessUnavailable
            case libraryFailure
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// A key has the wrong length, the wrong type, or cannot be decoded.
        public static let invalidKey = Code(.invalidKey)
        /// A nonce has the wrong length.
        public static let invalidNonce = Code(.invalidNonce)
        /// An input is longer or shorter than the operation allows.
        public static let invalidInput = Code(.invalidInput)
        /// The ciphertext, its additional data, its nonce or the key does not match the authentication tag.
        public static let authenticationFailed = Code(.authenticationFailed)
        /// The operating system could not provide random bytes.
        public static let randomnessUnavailable = Code(.randomnessUnavailable)
        /// The cryptographic library reported a failure of its own.
        public static let libraryFailure = Code(.libraryFailure)

        /// The code's name, for logs.
        public var description: String { name.rawValue }
    }

    /// What went wrong, to branch on.
    public let code: Code
    /// What went wrong and what to do about it, to read.
    public let message: String

    /// Creates an error.
    public init(_ code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
