// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a ``Mailbox`` did not take an element.
public struct MailboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error. New kinds may be added; always keep a default branch.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable { case closed, full }
        private let kind: Kind

        /// The mailbox was closed.
        public static var closed: Code { Code(kind: .closed) }
        /// The mailbox is full and its policy is to refuse.
        public static var full: Code { Code(kind: .full) }
    }

    /// What went wrong.
    public let code: Code

    @usableFromInline
    init(_ code: Code) {
        self.code = code
    }

    /// The error as a sentence.
    public var description: String {
        code == .closed ? "The mailbox is closed; its consumer is gone." : "The mailbox is full; try again later."
    }
}
