// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

extension HTTPProblem {
    /// A task's refusal, as HTTP says it.
    init(_ error: TaskError) {
        switch error.code {
        case .conflict: self.init(.conflict, "conflict", error.message, code: error.code.rawValue, parameter: error.field)
        case .forbidden: self.init(.forbidden, "forbidden", error.message, code: "MISSING_SCOPE", parameter: error.field)
        case .notFound: self.init(.notFound, "not_found", error.message, code: error.code.rawValue)
        case .full, .unavailable:
            self.init(.serviceUnavailable, "unavailable", error.message, code: error.code.rawValue, retryAfterSeconds: 5)
        default: self.init(.badRequest, "invalid_request_error", error.message, code: error.code.rawValue, parameter: error.field)
        }
    }
}
