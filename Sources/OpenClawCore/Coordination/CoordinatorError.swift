// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a coordinator could not answer.
public struct CoordinatorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of a failure; further kinds may come.
    public struct Code: Hashable, Sendable {
        /// The code's text.
        public let rawValue: String

        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The coordinator cannot be reached, and nothing has happened.
        public static let unavailable = Code(rawValue: "unavailable")
        /// No answer came: the lease may have been granted, renewed or released. Ask again as the same owner.
        public static let unknownOutcome = Code(rawValue: "unknown_outcome")
        /// The coordinator's own state cannot be read; it needs a person.
        public static let corrupt = Code(rawValue: "corrupt")
    }

    /// The kind.
    public var code: Code
    /// What happened and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Kind and message.
    public var description: String { "\(self.code.rawValue): \(self.message)" }
}
