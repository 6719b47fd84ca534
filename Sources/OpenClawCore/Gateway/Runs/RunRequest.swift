// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What is needed to start a run.
///
/// One object that everything about the run shares: a value of this size would be copied field by field wherever it goes.
final class RunRequest: Sendable {
    let runID: RunID
    let identity: MessageID
    let sessionKey: SessionKey
    let agentID: AgentID
    let message: ChatMessage
    /// What was said before, for a session that has no transcript yet.
    let earlier: [ChatMessage]
    let extraSystemPrompt: String?
    let timeout: Duration?
    /// The model that answers, when it is not the session's.
    let model: String?
    /// The files of its workspace that the agent reads, when not all.
    let workspaceFiles: [String]?
    let isHeartbeat: Bool
    let origin: InboundMessage?
    /// Where the answer is sent when nobody has asked for it there.
    let announcement: Announcement?
    let starter: ClientID?
    /// Where the client that started it has its calls carried out.
    let lane: JobLane?
    /// Whether a program asked for it with `agent`: such a run is its caller's business, not a message in a chat.
    let isCall: Bool
    /// Whether it is part of a conversation, so that queue modes apply.
    let isConversation: Bool
    /// How it waits, when its session is busy and it does not leave that to the session.
    let queueMode: QueueMode?
    /// The word with which it begins a new conversation; ``message`` is what followed it, without any content when nothing did.
    let resetTrigger: String?
    /// What it is to others of its sender, where messages wait for each other.
    let burst: BurstRole?
    let reader: Mailbox<ChatStreamEvent>?
    /// Why it goes where it goes, for `openclaw explain`.
    let reason: String?
    /// Whether only the caller's open connection would have heard of the answer; set when the request is made again after a restart.
    let wasFollowed: Bool
    /// Whether an earlier process has accepted it.
    let isResumed: Bool
    /// People, and programs that follow the session or started the run.
    let followers: EventAudience
    /// The bits of its session and run, for the events it sends.
    let marks: EventMarks
    /// `"runId":…,"sessionKey":…`, the members its events begin with.
    let members: [UInt8]

    init(
        runID: RunID,
        identity: MessageID,
        sessionKey: SessionKey,
        agentID: AgentID,
        message: ChatMessage,
        earlier: [ChatMessage] = [],
        extraSystemPrompt: String? = nil,
        timeout: Duration? = nil,
        model: String? = nil,
        workspaceFiles: [String]? = nil,
        isHeartbeat: Bool = false,
        origin: InboundMessage? = nil,
        announcement: Announcement? = nil,
        starter: ClientID? = nil,
        lane: JobLane? = nil,
        isCall: Bool = false,
        isConversation: Bool = false,
        queueMode: QueueMode? = nil,
        resetTrigger: String? = nil,
        burst: BurstRole? = nil,
        reader: Mailbox<ChatStreamEvent>? = nil,
        reason: String? = nil,
        wasFollowed: Bool = false,
        isResumed: Bool = false
    ) {
        self.runID = runID
        self.identity = identity
        self.sessionKey = sessionKey
        self.agentID = agentID
        self.message = message
        self.earlier = earlier
        self.extraSystemPrompt = extraSystemPrompt
        self.timeout = timeout
        self.model = model
        self.workspaceFiles = workspaceFiles
        self.isHeartbeat = isHeartbeat
        self.origin = origin
        self.announcement = announcement
        self.starter = starter
        self.lane = lane
        self.isCall = isCall
        self.isConversation = isConversation
        // What begins a new conversation does not wait for the old one, and never joins it.
        self.queueMode = resetTrigger == nil ? queueMode : .interrupt
        self.resetTrigger = resetTrigger
        self.burst = burst
        self.reader = reader
        self.reason = reason
        self.wasFollowed = wasFollowed
        self.isResumed = isResumed
        self.followers = .observersOrWatchers(sessionKey, run: runID)
        self.marks = EventMarks(session: sessionKey, run: runID)
        var writer = JSONWriter(reservingCapacity: 32 + runID.rawValue.utf8.count + sessionKey.rawValue.utf8.count)
        writer.field("runId", runID.rawValue)
        writer.field("sessionKey", sessionKey.rawValue)
        self.members = writer.finish()
    }

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
        if let resetTrigger { add(resetTrigger) }
        for block in self.message.content {
            if case .text(let text) = block { add(text) } else { add(String(decoding: block.json.serialized(), as: UTF8.self)) }
        }
        return withUnsafeBytes(of: hash.value.littleEndian) { Array($0) }
    }

    /// Who has written the message: only those of one sender over one way share a turn, so that nobody borrows another's authority
    /// (CVE-2026-43535).
    var authority: MessageAuthority? {
        guard let origin else { return self.starter.map { .client($0) } }
        return .sender(origin.senderID, channel: origin.id.channel, account: origin.id.account, peer: origin.peer, thread: origin.threadID)
    }

    /// Whether it asks for a new conversation and nothing else, so that no agent is asked.
    var isResetOnly: Bool { self.resetTrigger != nil && self.message.content.isEmpty }

    /// The part of the gateway that has made the message by itself; `nil` for those of people and programs. Read from the identity, which a
    /// restart does not change.
    var automaticSource: String? {
        guard self.identity.channel == KeyedRequest.channel else { return nil }
        let account = self.identity.account.rawValue
        return account == "heartbeat" || account == "cron" ? account : nil
    }

    /// Who gets the run's `chat` events.
    var audience: EventAudience { self.isCall ? self.followers : .everyone }
}
