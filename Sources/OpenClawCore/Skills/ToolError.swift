// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a tool that a program has asked for did not run, or failed.
package struct ToolError: Error, Sendable {
    /// The kind of error.
    package enum Code: String, Sendable, Hashable {
        /// There is no such tool, or it may not run here.
        case notAvailable = "not_found"
        /// The tool does not take these arguments.
        case invalid = "invalid_request"
        /// The tool ran and failed.
        case failed = "tool_error"
        /// A person has to allow it first, and the caller does not wait for one.
        case approvalRequired = "approval_required"
        /// A person was asked and has refused, or has not decided in time.
        case notApproved = "approval_denied"
        /// The gateway did not answer what the tool has asked; see ``cause``.
        case refused
    }

    package let code: Code
    package let message: String
    /// What the gateway said.
    package let cause: MethodError?
    /// The question that a person was asked.
    package let approvalID: String?

    init(_ code: Code, _ message: String, approvalID: String? = nil) {
        self.code = code
        self.message = message
        self.cause = nil
        self.approvalID = approvalID
    }

    /// Whether it runs only with a person's consent.
    package var requiresApproval: Bool { self.code == .approvalRequired || self.code == .notApproved }

    init(_ cause: MethodError) {
        self.code = .refused
        self.message = cause.message
        self.cause = cause
        self.approvalID = nil
    }
}
