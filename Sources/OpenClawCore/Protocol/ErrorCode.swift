// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The `code` of a failed response.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The code as it stands on the wire.
    public let rawValue: String

    /// Wraps a code.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The request is malformed, unknown or not allowed as it stands.
    public static let invalidRequest = ErrorCode(rawValue: "INVALID_REQUEST")
    /// The gateway cannot do it now; `retryable` tells whether to try again.
    public static let unavailable = ErrorCode(rawValue: "UNAVAILABLE")
    /// The device is unknown or must be paired first.
    public static let notPaired = ErrorCode(rawValue: "NOT_PAIRED")
    /// The channel account is not linked.
    public static let notLinked = ErrorCode(rawValue: "NOT_LINKED")
    /// The agent did not answer in time.
    public static let agentTimeout = ErrorCode(rawValue: "AGENT_TIMEOUT")
    /// A scope is missing.
    public static let forbidden = ErrorCode(rawValue: "FORBIDDEN")

    /// The code as it stands on the wire.
    public var description: String { self.rawValue }
}
