// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// A refused authentication, with the codes that clients act on (PROTOCOL 1.7).
struct AuthenticationFailure: Error, Sendable, Hashable {
    var message: String
    var code: String
    var reason: String
    var nextStep: String
    /// Whether the device's own token could help.
    var canRetryWithDeviceToken = false
    /// How long to wait, when there were too many failures.
    var retryAfterMilliseconds: Int?
    /// Whether nothing was shown, which is no guess and does not count as one.
    var isMissing = false

    static let tokenMissing = AuthenticationFailure(
        message: "unauthorized: gateway token missing (give the gateway's token in auth.token; `openclaw gateway` prints it in its URL)",
        code: "AUTH_TOKEN_MISSING",
        reason: "token_missing",
        nextStep: "update_auth_configuration",
        isMissing: true
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
        nextStep: "update_auth_configuration",
        isMissing: true
    )

    static let passwordMismatch = AuthenticationFailure(
        message: "unauthorized: gateway password mismatch (give the gateway's current password in auth.password)",
        code: "AUTH_PASSWORD_MISMATCH",
        reason: "password_mismatch",
        nextStep: "update_auth_credentials"
    )

    static let certificateMissing = AuthenticationFailure(
        message: "unauthorized: client certificate missing (connect with a certificate of the gateway's authorities)",
        code: "AUTH_REQUIRED",
        reason: "client_certificate_missing",
        nextStep: "update_auth_configuration",
        isMissing: true
    )

    static let proxyRequired = AuthenticationFailure(
        message: "unauthorized: this gateway is reached through its proxy only (connect through it, or add it to gateway.trustedProxies)",
        code: "AUTH_UNAUTHORIZED",
        reason: "trusted_proxy_untrusted_source",
        nextStep: "review_auth_configuration",
        isMissing: true
    )

    static let identityRequired = AuthenticationFailure(
        message: "unauthorized: the proxy did not say who the user is (check gateway.auth.trustedProxy)",
        code: "AUTH_IDENTITY_HEADER_REQUIRED",
        reason: "trusted_proxy_user_missing",
        nextStep: "review_auth_configuration",
        isMissing: true
    )

    static let userDenied = AuthenticationFailure(
        message: "unauthorized: this user may not use the gateway (see gateway.auth.trustedProxy.allowUsers)",
        code: "OPERATOR_ACCESS_DENIED",
        reason: "trusted_proxy_user_not_allowed",
        nextStep: "review_auth_configuration"
    )

    static let tailscaleUnknown = AuthenticationFailure(
        message: "unauthorized: tailscale whois does not know this client (give the gateway's token, or check tailscale on its machine)",
        code: "AUTH_TAILSCALE_WHOIS_FAILED",
        reason: "tailscale_whois_failed",
        nextStep: "review_auth_configuration",
        isMissing: true
    )

    static let tailscaleMismatch = AuthenticationFailure(
        message: "unauthorized: tailscale whois knows this client under another name (connect through tailscale serve itself)",
        code: "AUTH_TAILSCALE_IDENTITY_MISMATCH",
        reason: "tailscale_identity_mismatch",
        nextStep: "review_auth_configuration",
        isMissing: true
    )

    static let deviceTokenMismatch = AuthenticationFailure(
        message:
            "unauthorized: device token mismatch (it was rotated or revoked; connect with the gateway's token, or pair the device again)",
        code: "AUTH_DEVICE_TOKEN_MISMATCH",
        reason: "device_token_mismatch",
        nextStep: "update_auth_credentials"
    )

    static let scopeMismatch = AuthenticationFailure(
        message:
            "unauthorized: device token scope mismatch (ask for no more than was approved, or ask for approval with the gateway's token)",
        code: "AUTH_SCOPE_MISMATCH",
        reason: "scope_mismatch",
        nextStep: "review_auth_configuration"
    )

    static let bootstrapTokenInvalid = AuthenticationFailure(
        message: "unauthorized: bootstrap token invalid (a setup code counts once, for ten minutes; make another one: openclaw devices setup-code)",
        code: "AUTH_BOOTSTRAP_TOKEN_INVALID",
        reason: "bootstrap_token_invalid",
        nextStep: "update_auth_credentials"
    )

    static func signedToken(_ error: SignedTokenError) -> AuthenticationFailure {
        AuthenticationFailure(
            message: "unauthorized: gateway token mismatch (signed token: \(error))",
            code: "AUTH_TOKEN_MISMATCH",
            reason: error == .expired ? "token_expired" : "token_mismatch",
            nextStep: "update_auth_credentials"
        )
    }

    static func rateLimited(milliseconds: Int) -> AuthenticationFailure {
        AuthenticationFailure(
            message: "unauthorized: too many failed authentication attempts (retry later)",
            code: "AUTH_RATE_LIMITED",
            reason: "rate_limited",
            nextStep: "wait_then_retry",
            retryAfterMilliseconds: milliseconds
        )
    }

    /// The failed response.
    var error: MethodError {
        MethodError(
            .invalidRequest,
            self.message,
            details: [
                "code": .string(self.code), "authReason": .string(self.reason),
                "canRetryWithDeviceToken": .bool(self.canRetryWithDeviceToken), "recommendedNextStep": .string(self.nextStep),
            ],
            retryable: self.retryAfterMilliseconds == nil ? nil : true,
            retryAfterMilliseconds: self.retryAfterMilliseconds
        )
    }
}
