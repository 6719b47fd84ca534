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
    /// Where the client that started it has its calls carried out.
    var lane: JobLane?
    /// Whether a program asked for it with `agent`: such a run is its caller's business, not a message in a chat.
    var isCall = false
    /// Whether it is part of a conversation, so that queue modes apply.
    var isConversation = false
    /// How it waits, when its session is busy.
    var queueMode: QueueMode?
    var reader: Mailbox<ChatStreamEvent>?
    /// Why it goes where it goes, for `openclaw explain`.
    var reason: String?
    /// When the ledger took it.
    var acceptedAt = Timestamp.epoch
    /// Whether only the caller's open connection would have heard of the answer; set when the request is made again after a restart.
    var wasFollowed = false
    /// Whether an earlier process has accepted it.
    var isResumed = false

    /// Tells a repeated key from a misused one when only the ledger remembers the run: FNV-1a of agent, session and what was said.
    var contentDigest: [UInt8] {
        guard self.identity.channel == KeyedRequest.channel else { return [] }
        var hash = FNV1a()
        func add(_ text: String) {
            hash.add(text)
            hash.add(0xFF)
        }
        add(self.agentID.rawValue)
        add(self.sessionKey.rawValue)
        for block in self.message.content {
            if case .text(let text) = block { add(text) } else { add(String(decoding: block.json.serialized(), as: UTF8.self)) }
        }
        return withUnsafeBytes(of: hash.value.littleEndian) { Array($0) }
    }

    /// Who has written the message: only those of one sender over one way share a turn, so that nobody borrows another's authority
    /// (CVE-2026-43535).
    var authority: String? {
        if let origin { return "\(origin.id.channel)/\(origin.id.account)/\(origin.senderID)/\(origin.peer.id)" }
        return self.starter.map { "client/\($0)" }
    }

    /// Who gets the run's `chat` events.
    var audience: EventAudience { self.isCall ? self.followers : .everyone }

    /// People, and programs that follow the session or started the run.
    var followers: EventAudience { .observersOrWatchers(self.sessionKey, run: self.runID) }
}
