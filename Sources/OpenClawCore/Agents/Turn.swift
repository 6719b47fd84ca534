// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What an agent is asked to answer.
///
/// A reference to something that never changes: cheap to hand on, whatever it holds.
public struct Turn: Sendable {
    private final class Content: Sendable {
        let runID: RunID
        let agentID: AgentID
        let sessionKey: SessionKey
        let sessionID: String
        let message: ChatMessage
        let history: [ChatMessage]
        let extraSystemPrompt: String?
        let workspaceFiles: [String]?
        let attributes: JSONObject
        let origin: InboundMessage?
        let steering: TurnSteering

        init(
            runID: RunID,
            agentID: AgentID,
            sessionKey: SessionKey,
            sessionID: String,
            message: ChatMessage,
            history: [ChatMessage],
            extraSystemPrompt: String?,
            workspaceFiles: [String]?,
            attributes: JSONObject,
            origin: InboundMessage?,
            steering: TurnSteering
        ) {
            self.runID = runID
            self.agentID = agentID
            self.sessionKey = sessionKey
            self.sessionID = sessionID
            self.message = message
            self.history = history
            self.extraSystemPrompt = extraSystemPrompt
            self.workspaceFiles = workspaceFiles
            self.attributes = attributes
            self.origin = origin
            self.steering = steering
        }
    }

    private let content: Content

    /// Makes a turn.
    public init(
        runID: RunID,
        agentID: AgentID,
        sessionKey: SessionKey,
        sessionID: String,
        message: ChatMessage,
        history: [ChatMessage] = [],
        extraSystemPrompt: String? = nil,
        workspaceFiles: [String]? = nil,
        attributes: JSONObject = [:],
        origin: InboundMessage? = nil,
        steering: TurnSteering = .none
    ) {
        self.content = Content(
            runID: runID,
            agentID: agentID,
            sessionKey: sessionKey,
            sessionID: sessionID,
            message: message,
            history: history,
            extraSystemPrompt: extraSystemPrompt,
            workspaceFiles: workspaceFiles,
            attributes: attributes,
            origin: origin,
            steering: steering
        )
    }

    /// The run's name.
    public var runID: RunID { self.content.runID }
    /// The agent that answers.
    public var agentID: AgentID { self.content.agentID }
    /// The session the turn belongs to.
    public var sessionKey: SessionKey { self.content.sessionKey }
    /// The identifier of the session's current transcript.
    public var sessionID: String { self.content.sessionID }
    /// The message to answer.
    public var message: ChatMessage { self.content.message }
    /// The conversation before the message, oldest first, bounded by the gateway's context limits.
    public var history: [ChatMessage] { self.content.history }
    /// Instructions beside the agent's own, for this turn only.
    public var extraSystemPrompt: String? { self.content.extraSystemPrompt }
    /// The files of its workspace that the agent reads for this turn, by name; `nil` is all of them.
    public var workspaceFiles: [String]? { self.content.workspaceFiles }
    /// The session's settable properties (`model`, `thinkingLevel` …).
    public var attributes: JSONObject { self.content.attributes }
    /// Where the message came from, for runs that a channel started.
    public var origin: InboundMessage? { self.content.origin }
    /// Messages of the same sender that come while the turn runs.
    public var steering: TurnSteering { self.content.steering }
    /// The words of the message.
    public var text: String { self.content.message.text }
}
