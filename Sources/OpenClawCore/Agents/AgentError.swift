// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why an agent could not answer, in a form that clients understand.
public struct AgentError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure; the raw values are the protocol's `errorKind`.
    public struct Kind: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The model refused.
        public static let refusal = Kind(rawValue: "refusal")
        /// Time ran out.
        public static let timeout = Kind(rawValue: "timeout")
        /// The provider asks to slow down.
        public static let rateLimit = Kind(rawValue: "rate_limit")
        /// The conversation is longer than the model takes.
        public static let contextLength = Kind(rawValue: "context_length")
        /// The key is missing, wrong or without credit.
        public static let authentication = Kind(rawValue: "authentication")
        /// The provider is overloaded or unreachable.
        public static let unavailable = Kind(rawValue: "unavailable")
        /// The request was wrong.
        public static let invalidRequest = Kind(rawValue: "invalid_request")
        /// Anything else.
        public static let unknown = Kind(rawValue: "unknown")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var kind: Kind
    /// What happened and what to do, without secrets.
    public var message: String
    /// How long to wait before another attempt, when the provider said so.
    public var retryAfter: Duration?

    /// Makes an error.
    public init(_ kind: Kind, _ message: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The message.
    public var description: String { self.message }
}
