// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a message goes and why.
public struct Route: Sendable, Hashable {
    /// The agent that answers.
    public var agentID: AgentID
    /// The session it belongs to.
    public var sessionKey: SessionKey
    /// What decided: `rule[0]`, `binding.peer`, `binding.peer.parent`, `binding.guild+roles`, `binding.guild`, `binding.team`,
    /// `binding.account`, `binding.channel` or `default`.
    public var matchedBy: String

    /// Makes a route.
    public init(agentID: AgentID, sessionKey: SessionKey, matchedBy: String) {
        self.agentID = agentID
        self.sessionKey = sessionKey
        self.matchedBy = matchedBy
    }
}
