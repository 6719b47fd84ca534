// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A host name could not be turned into addresses.
public struct DNSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New codes may be added; compare with the static members you know.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Name: String {
            case invalidName
            case notFound
            case temporary
            case timeout
            case busy
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The text is not a host name.
        public static let invalidName = Code(.invalidName)
        /// There is no such host, or it has no address.
        public static let notFound = Code(.notFound)
        /// The name servers did not answer; later they may.
        public static let temporary = Code(.temporary)
        /// The system took longer than allowed.
        public static let timeout = Code(.timeout)
        /// Too many names wait to be resolved.
        public static let busy = Code(.busy)

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
