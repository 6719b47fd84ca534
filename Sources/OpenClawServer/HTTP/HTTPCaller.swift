// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// Who asks over HTTP, after his credentials have been checked.
struct HTTPCaller: Sendable {
    /// What he may do.
    var scopes: ScopeSet

    /// The refusal of a request that needs more, by the rule that also holds for methods.
    func refusal(needing required: ScopeSet) -> HTTPProblem? {
        guard let error = Authorizer.refusal(of: .scopes(required), role: .operator, scopes: self.scopes) else { return nil }
        return HTTPProblem(.forbidden, "forbidden", error.message, code: "MISSING_SCOPE")
    }
}
