// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What gives way when a session has as many messages waiting as it may.
public struct QueueDrop: RawRepresentable, Hashable, Sendable {
    /// The policy as configuration writes it.
    public let rawValue: String

    /// Wraps a policy.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The new message is refused; its sender may try again. The only policy that gives up nothing that was acknowledged.
    public static let new = QueueDrop(rawValue: "new")
    /// The oldest waiting message ends as aborted.
    public static let old = QueueDrop(rawValue: "old")
    /// The same, and the session's next turn is told its first words.
    public static let summarize = QueueDrop(rawValue: "summarize")
}
