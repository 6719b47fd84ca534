// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a model provider could not complete a conversation.
public struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public var kind: AgentError.Kind
    /// What happened and what to do, without secrets.
    public var message: String
    /// The status of the HTTP response, where there was one.
    public var status: Int?
    /// How long the provider asks to wait.
    public var retryAfter: Duration?
    /// Whether the very same request may succeed in a moment, and sending it again does no harm.
    public var isTransient: Bool

    /// Makes an error.
    public init(
        _ kind: AgentError.Kind,
        _ message: String,
        status: Int? = nil,
        retryAfter: Duration? = nil,
        isTransient: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.status = status
        self.retryAfter = retryAfter
        self.isTransient = isTransient
    }

    /// The message.
    public var description: String { self.message }
}
