// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which agents have heartbeats, and in which sessions: the agents with a configuration of their own, or else the default agent.
struct HeartbeatRoster: Sendable {
    /// One agent's heartbeats.
    struct Member: Sendable {
        let agent: AgentID
        let configuration: HeartbeatConfiguration
        /// The session whose notes it brings and whose last conversation it may answer into.
        let session: SessionKey
        /// The session it is a turn of.
        let turnSession: SessionKey
    }

    /// The agents with heartbeats, in the order of the gateway's agents.
    let members: [Member]
    /// What holds for the turns that `wake` makes of other agents.
    private let usual: HeartbeatConfiguration
    /// The sessions whose last conversation has to be remembered; most gateways have none.
    let followedSessions: Set<SessionKey>

    init(_ configuration: GatewayConfiguration, router: Router) throws(GatewayError) {
        self.usual = configuration.heartbeat
        var members: [Member] = []
        if configuration.agentHeartbeats.isEmpty {
            members = [try Self.member(router.defaultAgent, configuration.heartbeat, router)]
        } else {
            for agent in configuration.agentHeartbeats.keys.sorted(by: { $0.rawValue < $1.rawValue }) where !router.agents.contains(agent) {
                throw GatewayError(
                    .invalidName,
                    "agentHeartbeats names an agent \"\(agent)\" that is not there; add the agent or remove it"
                )
            }
            for agent in router.agents {
                guard let own = configuration.agentHeartbeats[agent] else { continue }
                members.append(try Self.member(agent, own, router))
            }
        }
        self.members = members
        self.followedSessions = Set(
            members.filter { $0.configuration.target == .last || ($0.configuration.target != .none && $0.configuration.recipient == nil) }
                .map(\.session)
        )
    }

    /// The agent's heartbeats; `nil` when it has none.
    subscript(agent: AgentID) -> Member? { self.members.first { $0.agent == agent } }

    /// What holds for a turn that an agent takes by itself.
    func configuration(of agent: AgentID) -> HeartbeatConfiguration { self[agent]?.configuration ?? self.usual }

    private static func member(
        _ agent: AgentID,
        _ configuration: HeartbeatConfiguration,
        _ router: Router
    ) throws(GatewayError) -> Member {
        let session =
            configuration.session.map { router.canonicalKey($0, agent: agent) }
            ?? router.mainSession(of: agent)
        let turnSession = configuration.isIsolated ? SessionKey("\(session):heartbeat") : session
        guard turnSession.isValid else {
            throw GatewayError(.invalidName, "the session of the heartbeats of \"\(agent)\" is no session key; give a shorter name")
        }
        if let owner = session.agentID, owner != agent {
            throw GatewayError(
                .invalidName,
                "the heartbeats of \"\(agent)\" have a session of the agent \"\(owner)\"; leave \"session\" out, or name one of its own"
            )
        }
        return Member(agent: agent, configuration: configuration, session: session, turnSession: turnSession)
    }
}
