// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why approvals could not be read, kept or used.
public struct ExecApprovalsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The file is not as it must be.
        public static let invalid = Code(rawValue: "INVALID")
        /// The file has changed since it was read.
        public static let conflict = Code(rawValue: "CONFLICT")
        /// The disk refused.
        public static let unavailable = Code(rawValue: "UNAVAILABLE")
        /// No request has this name, or it has ended.
        public static let notFound = Code(rawValue: "APPROVAL_NOT_FOUND")
        /// Several requests begin with these letters.
        public static let ambiguous = Code(rawValue: "APPROVAL_AMBIGUOUS")
        /// A decision was made before.
        public static let alreadyResolved = Code(rawValue: "APPROVAL_ALREADY_RESOLVED")
        /// What is to run is not what was approved.
        public static let mismatch = Code(rawValue: "APPROVAL_REQUEST_MISMATCH")
        /// The approval has been used, or was refused, or ran out.
        public static let unusable = Code(rawValue: "APPROVAL_UNUSABLE")
        /// As many requests as allowed wait.
        public static let full = Code(rawValue: "APPROVALS_FULL")

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

    /// `CODE: message`.
    public var description: String { "\(self.code): \(self.message)" }

    /// The error as the answer to a method.
    var methodError: MethodError {
        let details: JSONObject = ["code": .string(self.code.rawValue)]
        switch self.code {
        case .notFound: return MethodError(ErrorCode(rawValue: Code.notFound.rawValue), self.message, details: details)
        case .unavailable: return MethodError(.unavailable, self.message, details: details)
        case .full: return MethodError(.unavailable, self.message, details: details, retryable: true, retryAfterMilliseconds: 5_000)
        default: return .invalid(self.message, details: details)
        }
    }
}
