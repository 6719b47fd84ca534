// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// A failed request of the HTTP API: `{error:{message,type,code?,param?}}`, the shape that clients of OpenAI's API read (PROTOCOL 3).
struct HTTPProblem: Error, Sendable {
    /// The status.
    var status: HTTPStatus
    /// The kind, for programs.
    var type: String
    /// What happened and what to do.
    var message: String
    /// The exact cause, for programs.
    var code: String?
    /// The parameter that is wrong.
    var parameter: String?
    /// When the same request may succeed, in seconds.
    var retryAfterSeconds: Int?
    /// The methods of the path, for 405.
    var allow: String?

    init(
        _ status: HTTPStatus,
        _ type: String,
        _ message: String,
        code: String? = nil,
        parameter: String? = nil,
        retryAfterSeconds: Int? = nil,
        allow: String? = nil
    ) {
        self.status = status
        self.type = type
        self.message = message
        self.code = code
        self.parameter = parameter
        self.retryAfterSeconds = retryAfterSeconds
        self.allow = allow
    }

    /// A request that is wrong in itself.
    static func invalid(_ message: String, parameter: String? = nil, code: String? = nil) -> HTTPProblem {
        HTTPProblem(.badRequest, "invalid_request_error", message, code: code, parameter: parameter)
    }

    /// A method that the path does not have.
    static func method(_ allow: String) -> HTTPProblem {
        HTTPProblem(.methodNotAllowed, "method_not_allowed", "Use \(allow).", allow: allow)
    }

    /// A request that could not be read.
    init(unread status: HTTPStatus, _ message: String) {
        let (type, code) =
            switch status {
            case .contentTooLarge: ("invalid_request_error", "content_too_large")
            case .requestTimeout: ("timeout_error", "request_timeout")
            case .upgradeRequired: ("invalid_request_error", "upgrade_required")
            case .methodNotAllowed: ("method_not_allowed", "method_not_allowed")
            default: status.code >= 500 ? ("api_error", "unsupported_request") : ("invalid_request_error", "malformed_request")
            }
        self.init(status, type, message, code: code)
    }

    /// A method's error, as HTTP says it.
    init(_ error: MethodError) {
        let seconds = error.retryAfterMilliseconds.map { max(1, ($0 + 999) / 1_000) }
        switch error.code {
        case .unavailable:
            self.init(.serviceUnavailable, "unavailable", error.message, retryAfterSeconds: seconds)
        case .forbidden:
            self.init(.forbidden, "forbidden", error.message, code: error.details?["code"]?.stringValue)
        default:
            self.init(.badRequest, "invalid_request_error", error.message)
        }
    }

    /// A turn's failure, as HTTP says it.
    init(_ error: AgentError, status: RunStatus) {
        let seconds = error.retryAfter.map { max(1, Int($0.components.seconds)) }
        switch error.kind {
        case .rateLimit:
            self.init(.tooManyRequests, "rate_limit_error", error.message, code: "rate_limit_exceeded", retryAfterSeconds: seconds ?? 1)
        case .contextLength: self.init(.badRequest, "invalid_request_error", error.message, code: "context_length_exceeded")
        case .refusal, .invalidRequest: self.init(.badRequest, "invalid_request_error", error.message, code: error.kind.rawValue)
        case .timeout: self.init(.gatewayTimeout, "timeout_error", error.message, code: "timeout")
        case .unavailable: self.init(.serviceUnavailable, "api_error", error.message, code: "unavailable", retryAfterSeconds: seconds)
        case .authentication: self.init(.badGateway, "api_error", error.message, code: "model_authentication")
        default:
            let code = status == .aborted ? "aborted" : "agent_failed"
            self.init(.internalServerError, "api_error", error.message, code: code)
        }
    }

    /// The error's JSON object, `{message, type, param, code}`.
    var json: JSONValue {
        [
            "message": .string(self.message), "type": .string(self.type),
            "param": self.parameter.map(JSONValue.string) ?? .null, "code": self.code.map(JSONValue.string) ?? .null,
        ]
    }

    /// The response.
    var response: HTTPServerResponse {
        var fields = StandardResponses.fields("application/json; charset=utf-8")
        if let retryAfterSeconds { fields.set(.retryAfter, "\(retryAfterSeconds)") }
        if let allow { fields.set(.allow, allow) }
        if self.status == .unauthorized { fields.set(.wwwAuthenticate, "Bearer") }
        return HTTPServerResponse(status: self.status, fields: fields, body: JSONValue.object(["error": self.json]).serialized())
    }
}
