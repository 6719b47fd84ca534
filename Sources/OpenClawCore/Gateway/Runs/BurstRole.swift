// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a message is to the others that its sender writes shortly before and after it (PROTOCOL 6.4).
enum BurstRole: String, Sendable {
    /// Words alone: it waits for more.
    case waits
    /// Media or a reply to another message: it begins the turn at once, with what waits.
    case joins
    /// A command: what waits has its turn at once, and the command its own turn afterwards.
    case follows

    /// Whether the message may share a turn.
    var isShared: Bool { self != .follows }
}
