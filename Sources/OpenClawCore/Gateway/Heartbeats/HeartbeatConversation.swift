// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where the answer of a heartbeat goes.
enum HeartbeatConversation: Sendable {
    /// Nowhere; it stays in its session.
    case nowhere
    /// Into this conversation.
    case found(Announcement)
    /// There is nowhere to send it to, for the reason and in words that say what to do.
    case unreachable(HeartbeatSkip, String)
}
