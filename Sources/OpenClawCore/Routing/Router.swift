// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Decides which agent answers a message and in which session. A value: the same message always takes the same route.
public struct Router: Sendable {
    /// The rules in force.
    public let configuration: RoutingConfiguration
    /// The agents there are.
    public let agents: [AgentID]
    /// The agent for everything no rule or binding matches.
    public let defaultAgent: AgentID

    /// Makes a router over the agents of a gateway; a default that names no agent falls back to the first.
    public init(configuration: RoutingConfiguration, agents: [AgentID]) {
        self.configuration = configuration
        self.agents = agents
        let wanted = configuration.defaultAgent ?? agents.first ?? .main
        self.defaultAgent = agents.isEmpty || agents.contains(wanted) ? wanted : agents[0]
    }

    /// The route of a message.
    public func route(_ message: InboundMessage) -> Route {
        let (agent, matchedBy) = self.agent(for: message)
        let known = self.agents.contains(agent) ? agent : self.defaultAgent
        return Route(agentID: known, sessionKey: self.sessionKey(for: message, agent: known), matchedBy: matchedBy)
    }

    /// Resolves a key as clients write it: `main` and the main key alone are the default agent's main session.
    public func canonicalKey(_ text: String, agent: AgentID? = nil) -> SessionKey {
        let key = SessionKey(text)
        let agent = agent ?? self.defaultAgent
        if key.rawValue == "main" || key.rawValue == self.configuration.mainKey { return self.mainSession(of: agent) }
        if self.configuration.scope == .global {
            if key == .global { return self.mainSession(of: agent) }
            guard let named = key.agentID, key == .main(of: named) || key == .main(of: named, mainKey: self.configuration.mainKey) else {
                return key
            }
            return self.mainSession(of: named)
        }
        if key.rawValue == "agent:\(agent.rawValue):main" { return .main(of: agent, mainKey: self.configuration.mainKey) }
        return key
    }

    /// The session of an agent's direct chats, or of all its conversations with ``SessionScope/global``.
    public func mainSession(of agent: AgentID) -> SessionKey {
        guard self.configuration.scope == .global else { return .main(of: agent, mainKey: self.configuration.mainKey) }
        return agent == self.defaultAgent ? .global : SessionKey("agent:\(agent.rawValue):\(SessionKey.global)")
    }

    private func agent(for message: InboundMessage) -> (AgentID, String) {
        for (index, rule) in self.configuration.rules.enumerated() where rule.match.matches(message) {
            return (rule.agentID, "rule[\(index)]")
        }
        let candidates = self.configuration.bindings.filter { $0.fits(message) }
        if candidates.isEmpty { return (self.defaultAgent, "default") }
        func hasRole(_ binding: Binding) -> Bool { binding.roles.contains(where: message.roles.contains) }
        func isPlain(_ binding: Binding) -> Bool { binding.peer == nil && binding.guildID == nil && binding.teamID == nil }
        let tiers: [(String, (Binding) -> Bool)] = [
            ("binding.peer", { $0.fits(peer: message.peer) }),
            ("binding.peer.parent", { $0.fits(peer: message.parentPeer) }),
            ("binding.guild+roles", { $0.peer == nil && $0.guildID != nil && $0.guildID == message.guildID && hasRole($0) }),
            ("binding.guild", { $0.peer == nil && $0.guildID != nil && $0.guildID == message.guildID && $0.roles.isEmpty }),
            ("binding.team", { $0.peer == nil && $0.teamID != nil && $0.teamID == message.teamID }),
            ("binding.account", { isPlain($0) && $0.accountID != "*" }),
            ("binding.channel", { isPlain($0) && $0.accountID == "*" }),
        ]
        for (name, holds) in tiers {
            if let binding = candidates.first(where: holds) { return (binding.agentID, name) }
        }
        return (self.defaultAgent, "default")
    }

    private func sessionKey(for message: InboundMessage, agent: AgentID) -> SessionKey {
        if self.configuration.scope == .global { return self.mainSession(of: agent) }
        let channel = message.id.channel.rawValue
        let prefix = "agent:\(agent.rawValue)"
        var key: String
        if message.peer.kind == .direct {
            let person = self.person(message)
            switch self.configuration.directMessageScope {
            case .perPeer: key = "\(prefix):direct:\(person)"
            case .perChannelPeer: key = "\(prefix):\(channel):direct:\(person)"
            case .perAccountChannelPeer: key = "\(prefix):\(channel):\(message.id.account.rawValue):direct:\(person)"
            default: key = "\(prefix):\(self.configuration.mainKey)"
            }
        } else {
            key = "\(prefix):\(channel):\(message.peer.kind.rawValue):\(message.peer.id)"
        }
        if let thread = message.threadID { key += ":thread:\(thread)" }
        return SessionKey(key)
    }

    private func person(_ message: InboundMessage) -> String {
        let links = self.configuration.identityLinks
        return links["\(message.id.channel.rawValue):\(message.peer.id)"] ?? links[message.peer.id] ?? message.peer.id
    }
}
