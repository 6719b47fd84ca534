// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `routing.rules[]`: the first rule whose conditions hold names the agent.
public struct RoutingRule: Sendable, Hashable {
    /// The conditions.
    public var match: RouteMatch
    /// The agent that answers.
    public var agentID: AgentID

    /// Makes a rule.
    public init(match: RouteMatch, agentID: AgentID) {
        self.match = match
        self.agentID = agentID
    }
}
