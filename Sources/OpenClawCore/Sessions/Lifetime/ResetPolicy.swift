// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// When a conversation ends by itself: the next message after that begins a new transcript (PROTOCOL 5.3).
///
/// With both parts set the one that comes first decides; without any it never ends.
public struct ResetPolicy: Sendable, Hashable {
    /// The hour of the day, 0 to 23, at which conversations that began earlier end; `nil` is never.
    public var dailyHour: Int?
    /// How long after the last message of a person or program it ends; `nil` is never.
    public var idle: Duration?

    /// Makes a policy; a conversation never ends when nothing is given.
    public init(dailyHour: Int? = nil, idle: Duration? = nil) {
        self.dailyHour = dailyHour
        self.idle = idle
    }

    /// Conversations never end.
    public static let never = ResetPolicy()
}
