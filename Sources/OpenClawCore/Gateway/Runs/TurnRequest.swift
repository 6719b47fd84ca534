// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A turn that a program asks for, over HTTP or in the same process, and follows while it goes on.
package struct TurnRequest: Sendable {
    /// The session it belongs to.
    package var sessionKey: SessionKey
    /// Who answers.
    package var agentID: AgentID
    /// What is said.
    package var content: [ContentBlock]
    /// The run's name.
    package var runID: RunID
    /// Where the request came in; with the run's name it makes the message's identity.
    package var account: AccountID
    /// What was said before, for a session that has no transcript yet.
    package var earlier: [ChatMessage]
    /// Instructions for this turn, after the agent's own.
    package var extraSystemPrompt: String?
    /// How long the turn may take, when that differs from the gateway's.
    package var timeout: Duration?
    /// The model that answers, when it is not the session's.
    package var model: String?
    /// The files of its workspace that the agent reads, when not all.
    package var workspaceFiles: [String]?
    /// Whether the agent takes the turn by itself.
    package var isHeartbeat: Bool
    /// Where the answer is sent.
    var announcement: Announcement?

    /// Makes a request.
    package init(
        sessionKey: SessionKey,
        agentID: AgentID,
        content: [ContentBlock],
        runID: RunID,
        account: AccountID,
        earlier: [ChatMessage] = [],
        extraSystemPrompt: String? = nil,
        timeout: Duration? = nil,
        model: String? = nil,
        workspaceFiles: [String]? = nil,
        isHeartbeat: Bool = false
    ) {
        self.sessionKey = sessionKey
        self.agentID = agentID
        self.content = content
        self.runID = runID
        self.account = account
        self.earlier = earlier
        self.extraSystemPrompt = extraSystemPrompt
        self.timeout = timeout
        self.model = model
        self.workspaceFiles = workspaceFiles
        self.isHeartbeat = isHeartbeat
    }

    /// The run behind it.
    func run(at now: Timestamp, reader: Mailbox<ChatStreamEvent>?) -> RunRequest {
        RunRequest(
            runID: self.runID,
            identity: MessageID(channel: "gateway", account: self.account, event: self.runID.rawValue),
            sessionKey: self.sessionKey,
            agentID: self.agentID,
            message: ChatMessage(role: .user, content: self.content, timestamp: now),
            earlier: self.earlier,
            extraSystemPrompt: self.extraSystemPrompt,
            timeout: self.timeout,
            model: self.model,
            workspaceFiles: self.workspaceFiles,
            isHeartbeat: self.isHeartbeat,
            announcement: self.announcement,
            reader: reader
        )
    }
}
