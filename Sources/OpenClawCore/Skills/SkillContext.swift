// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// For whom a skill works.
public struct SkillContext: Sendable {
    /// The agent that asked.
    public var agentID: AgentID
    /// The session the turn belongs to.
    public var sessionKey: SessionKey
    /// The run.
    public var runID: RunID

    /// Makes a context.
    public init(agentID: AgentID, sessionKey: SessionKey, runID: RunID) {
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.runID = runID
    }
}
