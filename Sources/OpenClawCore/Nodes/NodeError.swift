// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a node did not do what it was asked.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as it stands on the wire.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// No node of this name is connected.
        public static let notConnected = Code(rawValue: "NOT_CONNECTED")
        /// The node does not know the command or may not run it.
        public static let unsupported = Code(rawValue: "UNSUPPORTED_COMMAND")
        /// The node did not answer in time.
        public static let timeout = Code(rawValue: "TIMEOUT")
        /// The command failed.
        public static let failed = Code(rawValue: "FAILED")

        /// The kind as it stands on the wire.
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

    /// `CODE: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
