// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What an agent is asked to answer.
public struct Turn: Sendable {
    /// The run's name.
    public let runID: RunID
    /// The agent that answers.
    public let agentID: AgentID
    /// The session the turn belongs to.
    public let sessionKey: SessionKey
    /// The identifier of the session's current transcript.
    public let sessionID: String
    /// The message to answer.
    public let message: ChatMessage
    /// The conversation before the message, oldest first, bounded by the gateway's context limits.
    public let history: [ChatMessage]
    /// Instructions beside the agent's own, for this turn only.
    public let extraSystemPrompt: String?
    /// The session's settable properties (`model`, `thinkingLevel` …).
    public let attributes: JSONObject
    /// Where the message came from, for runs that a channel started.
    public let origin: InboundMessage?
    /// Messages of the same sender that come while the turn runs.
    public let steering: TurnSteering

    /// Makes a turn.
    public init(
        runID: RunID,
        agentID: AgentID,
        sessionKey: SessionKey,
        sessionID: String,
        message: ChatMessage,
        history: [ChatMessage] = [],
        extraSystemPrompt: String? = nil,
        attributes: JSONObject = [:],
        origin: InboundMessage? = nil,
        steering: TurnSteering = .none
    ) {
        self.runID = runID
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.sessionID = sessionID
        self.message = message
        self.history = history
        self.extraSystemPrompt = extraSystemPrompt
        self.attributes = attributes
        self.origin = origin
        self.steering = steering
    }

    /// The words of the message.
    public var text: String { self.message.text }
}
