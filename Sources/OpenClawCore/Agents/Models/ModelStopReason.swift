// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a model stopped.
public struct ModelStopReason: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The reason as transcripts keep it.
    public let rawValue: String

    /// Wraps a reason.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.rawValue = value }

    /// The answer is complete.
    public static let stop: ModelStopReason = "stop"
    /// The answer reached the token limit.
    public static let length: ModelStopReason = "length"
    /// The model waits for the results of tools.
    public static let toolUse: ModelStopReason = "toolUse"
    /// The model or a filter before it refused to go on.
    public static let refusal: ModelStopReason = "refusal"

    /// The reason as text.
    public var description: String { self.rawValue }
}
