// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a duration or a size was not understood.
public struct QuantityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error. New kinds may be added; always keep a default branch.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable { case malformed, outOfRange }
        private let kind: Kind

        /// The text or value is no quantity.
        public static var malformed: Code { Code(kind: .malformed) }
        /// The quantity is negative or too large.
        public static var outOfRange: Code { Code(kind: .outOfRange) }
    }

    /// What went wrong.
    public let code: Code
    /// A sentence which says what to write instead.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The error as a sentence.
    public var description: String { message }
}
