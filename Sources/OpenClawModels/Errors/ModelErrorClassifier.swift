// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// Turns what a service answers into a ``ModelError`` that says what to do.
struct ModelErrorClassifier: Sendable {
    /// The service as people know it: its host.
    let service: String
    /// Where its key comes from (`OPENAI_API_KEY`), for advice.
    let keyName: String
    let redactor: SecretRedactor

    /// An error for a response that is not a success.
    func error(status: Int, fields: HTTPFields, content: [UInt8], model: String) -> ModelError {
        self.error(ModelServiceError(content: content), status: status, retryAfter: Self.retryAfter(fields), model: model)
    }

    /// An error for what a service reports inside a stream, or for its content under a status.
    func error(_ report: ModelServiceError, status: Int?, retryAfter: Duration? = nil, model: String) -> ModelError {
        let status = status ?? report.statusFromCode
        let kind = Self.kind(report, status: status)
        let place = status.map { "\(self.service) answered \($0)" } ?? "\(self.service) reported an error"
        let said = report.message.isEmpty ? "" : ": \(self.redactor.redact(report.message))"
        return ModelError(
            kind.kind,
            Self.sentence("\(place)\(said)") + self.advice(kind, status: status, model: model),
            status: status,
            retryAfter: retryAfter,
            isTransient: kind.isTransient
        )
    }

    /// An error for a connection that failed.
    func error(_ error: ModelTransportError, hasBegun: Bool) -> ModelError {
        let message = Self.sentence(self.redactor.redact(error.message))
        return switch error.reason {
        case .connect:
            ModelError(
                .unavailable,
                "\(self.service) cannot be reached: \(message) Check the base URL and that the service is running.",
                isTransient: true
            )
        case .disconnected where hasBegun:
            ModelError(.unavailable, "The connection to \(self.service) ended in the middle of the answer. Ask again.")
        case .disconnected:
            ModelError(.unavailable, "\(self.service) closed the connection before it answered: \(message)", isTransient: true)
        case .timeout:
            ModelError(.timeout, "\(self.service) did not answer in time: \(message)")
        case .cancelled:
            ModelError(.unavailable, "The request to \(self.service) was given up: \(message)")
        case .invalid:
            ModelError(.unknown, "\(self.service) cannot be talked to: \(message)")
        }
    }

    /// The text with a full stop unless it ends with a mark of its own.
    private static func sentence(_ text: String) -> String {
        text.isEmpty || text.last == "." || text.last == "!" || text.last == "?" || text.last == "…" ? text : text + "."
    }

    private struct Kind {
        var kind: AgentError.Kind
        var isTransient = false
        var lacksCredit = false
    }

    private static func kind(_ report: ModelServiceError, status: Int?) -> Kind {
        let names = "\(report.type) \(report.code)".lowercased()
        let message = report.message.lowercased()
        func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
        func isNamed(_ words: String...) -> Bool { words.contains { names.contains($0) } }

        let tellsOfLength =
            isNamed("context_length", "context_size", "string_above_max_length")
            || says("context length", "context window", "context size", "maximum context", "prompt is too long", "too many tokens")
        if tellsOfLength, status != 429, (status ?? 400) < 500 || isNamed("context") { return Kind(kind: .contextLength) }
        if isNamed("insufficient_quota", "billing", "insufficient_balance") || status == 402 {
            return Kind(kind: .authentication, lacksCredit: true)
        }
        if isNamed("content_filter", "content_policy", "moderation") { return Kind(kind: .refusal) }
        switch status {
        case 401, 403: return Kind(kind: .authentication)
        case 408, 504: return Kind(kind: .timeout, isTransient: true)
        case 413: return Kind(kind: .contextLength)
        case 429: return Kind(kind: .rateLimit, isTransient: true)
        case 501, 505: return Kind(kind: .invalidRequest)
        case .some(500...599): return Kind(kind: .unavailable, isTransient: true)
        case .some(300...499): return Kind(kind: .invalidRequest)
        default: break
        }
        if isNamed("rate_limit", "too_many_requests") { return Kind(kind: .rateLimit, isTransient: true) }
        if isNamed("overloaded", "server_error", "unavailable", "internal") { return Kind(kind: .unavailable, isTransient: true) }
        if isNamed("authentication", "invalid_api_key", "permission") { return Kind(kind: .authentication) }
        if isNamed("invalid_request", "badrequest", "not_found") { return Kind(kind: .invalidRequest) }
        return Kind(kind: .unknown)
    }

    private func advice(_ kind: Kind, status: Int?, model: String) -> String {
        switch kind.kind {
        case .authentication where kind.lacksCredit:
            " The account has no credit left: check its plan and billing."
        case .authentication:
            " Check the key in \(self.keyName)."
        case .rateLimit:
            " Wait a moment, or add a fallback model."
        case .contextLength:
            " Start a new session or shorten the message."
        case .unavailable, .timeout:
            " Try again later, or add a fallback model."
        case .invalidRequest where status == 404:
            " Check the base URL and that the model \(model) exists there."
        case .invalidRequest where (300...399).contains(status ?? 0):
            " The base URL points to somewhere that only redirects: use the address it redirects to."
        default:
            ""
        }
    }
}
