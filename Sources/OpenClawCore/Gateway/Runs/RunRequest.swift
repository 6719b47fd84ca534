// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What is needed to start a run.
struct RunRequest: Sendable {
    var runID: RunID
    var identity: MessageID
    var sessionKey: SessionKey
    var agentID: AgentID
    var message: ChatMessage
    /// What was said before, for a session that has no transcript yet.
    var earlier: [ChatMessage] = []
    var extraSystemPrompt: String?
    var timeout: Duration?
    var isHeartbeat = false
    var origin: InboundMessage?
    /// Where the answer is sent when nobody has asked for it there.
    var announcement: Announcement?
    var starter: ClientID?
    var reader: Mailbox<ChatStreamEvent>?
    /// Why it goes where it goes, for `openclaw explain`.
    var reason: String?
    /// When the ledger took it.
    var acceptedAt = Timestamp.epoch
    /// Whether only the caller's open connection would have heard of the answer; set when the request is made again after a restart.
    var wasFollowed = false
    /// Whether an earlier process has accepted it.
    var isResumed = false
}
