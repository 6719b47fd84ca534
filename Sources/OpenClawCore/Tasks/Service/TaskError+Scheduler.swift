// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskError {
    /// The scheduler's refusal.
    init(_ error: TaskSchedulerError) {
        switch error.code {
        case .full: self.init(.full, "\(error.message) (queue.maxSize)")
        case .duplicate: self.init(.conflict, error.message, field: "id")
        case .unknownDependency: self.init(.unknownDependency, error.message, field: "dependsOn")
        case .cycle: self.init(.cycle, error.message, field: "dependsOn")
        case .tooManyDependencies: self.init(.invalid, error.message, field: "dependsOn")
        case .unknown: self.init(.notFound, error.message)
        case .invalid: self.init(.invalid, error.message)
        }
    }

    /// The error as a method answers it.
    package var methodError: MethodError {
        var details: JSONObject = ["code": .string(self.code.rawValue.uppercased())]
        if let field { details["field"] = .string(field) }
        switch self.code {
        case .full, .unavailable:
            return MethodError(.unavailable, self.message, details: details, retryable: true, retryAfterMilliseconds: 1_000)
        case .forbidden:
            details = ["code": "MISSING_SCOPE", "missingScope": "operator.admin", "requiredScopes": ["operator.admin"]]
            return MethodError(.forbidden, self.message, details: details)
        default: return .invalid(self.message, details: details)
        }
    }
}
