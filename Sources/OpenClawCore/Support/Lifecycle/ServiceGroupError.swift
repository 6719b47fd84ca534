// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a ``ServiceGroup`` did not stop in order.
public struct ServiceGroupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error. New kinds may be added; always keep a default branch.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable { case deadlineExceeded }
        private let kind: Kind

        /// Services did not stop before the deadline and were cancelled.
        public static var deadlineExceeded: Code { Code(kind: .deadlineExceeded) }
    }

    /// What went wrong.
    public let code: Code
    /// The names of the services concerned.
    public let services: [String]

    init(_ code: Code, services: [String]) {
        self.code = code
        self.services = services
    }

    /// The error as a sentence.
    public var description: String {
        "These services did not stop in time and were cancelled: \(services.joined(separator: ", ")). Allow a longer shutdown deadline."
    }
}
