// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A refused authentication, with the codes that clients act on (PROTOCOL 1.7).
struct AuthenticationFailure: Sendable, Equatable {
    var message: String
    var code: String
    var reason: String
    var nextStep: String

    static let tokenMissing = AuthenticationFailure(
        message: "unauthorized: gateway token missing (give the gateway's token in auth.token; `openclaw gateway` prints it in its URL)",
        code: "AUTH_TOKEN_MISSING",
        reason: "token_missing",
        nextStep: "update_auth_configuration"
    )

    static let tokenMismatch = AuthenticationFailure(
        message: "unauthorized: gateway token mismatch (give the gateway's current token in auth.token)",
        code: "AUTH_TOKEN_MISMATCH",
        reason: "token_mismatch",
        nextStep: "update_auth_credentials"
    )

    static let passwordMissing = AuthenticationFailure(
        message: "unauthorized: gateway password missing (give the gateway's password in auth.password)",
        code: "AUTH_PASSWORD_MISSING",
        reason: "password_missing",
        nextStep: "update_auth_configuration"
    )

    static let passwordMismatch = AuthenticationFailure(
        message: "unauthorized: gateway password mismatch (give the gateway's current password in auth.password)",
        code: "AUTH_PASSWORD_MISMATCH",
        reason: "password_mismatch",
        nextStep: "update_auth_credentials"
    )

    /// The failed response.
    var error: MethodError {
        .invalid(
            self.message,
            details: [
                "code": .string(self.code), "authReason": .string(self.reason), "canRetryWithDeviceToken": false,
                "recommendedNextStep": .string(self.nextStep),
            ]
        )
    }
}
