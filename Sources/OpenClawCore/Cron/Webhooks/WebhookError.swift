// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a web hook did not take what was posted.
public struct WebhookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The address is none that can be posted to.
        public static let invalidURL = Code(rawValue: "invalid_url")
        /// The address is on this machine or in a private network, which is not allowed.
        public static let refusedAddress = Code(rawValue: "refused_address")
        /// Nobody could be reached, or the exchange broke off.
        public static let unreachable = Code(rawValue: "unreachable")
        /// There was an answer that is no success.
        public static let rejected = Code(rawValue: "rejected")
    }

    /// The kind of failure.
    public var code: Code
    /// What happened and what to do; without the path of the URL, which may be secret.
    public var message: String
    /// Whether another attempt may go better.
    public var mayRetry: Bool
    /// Whether the other side may have taken it all the same.
    public var mayHaveArrived: Bool

    /// Makes an error.
    public init(_ code: Code, _ message: String, mayRetry: Bool = false, mayHaveArrived: Bool = false) {
        self.code = code
        self.message = message
        self.mayRetry = mayRetry
        self.mayHaveArrived = mayHaveArrived
    }

    /// What happened and what to do.
    public var description: String { self.message }
}
