// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a conversation began anew, as logs, `sessions.list` and `openclaw explain` name it.
public struct ResetReason: RawRepresentable, Hashable, Sendable {
    /// The reason as logs write it.
    public let rawValue: String

    /// Wraps a reason.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The hour of the day came.
    public static let daily = ResetReason(rawValue: "daily")
    /// Nobody said anything for the policy's time.
    public static let idle = ResetReason(rawValue: "idle")
    /// It rested longer than sessions stay active.
    public static let timeToLive = ResetReason(rawValue: "ttl")
    /// Somebody asked for it with a message.
    public static let command = ResetReason(rawValue: "command")
}
