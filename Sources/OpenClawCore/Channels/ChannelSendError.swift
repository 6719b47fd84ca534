// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a channel did not send a message, and what may be done about it.
public struct ChannelSendError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The platform was not reached and has nothing; sending again is safe.
        public static let notSent = Code(rawValue: "not_sent")
        /// It is not known whether the platform took it; never sent again without ``ReceiptReconciling``.
        public static let unknownOutcome = Code(rawValue: "unknown_outcome")
        /// The platform asks to wait for ``ChannelSendError/retryAfter``.
        public static let rateLimited = Code(rawValue: "rate_limited")
        /// The platform refuses this message or recipient for good.
        public static let rejected = Code(rawValue: "rejected")
        /// The account is not logged in or its credentials are wrong.
        public static let unauthorized = Code(rawValue: "unauthorized")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do.
    public var message: String
    /// How long to wait before another attempt.
    public var retryAfter: Duration?

    /// Makes an error.
    public init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// `code: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
