// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How messages find their agent and session.
public struct RoutingConfiguration: Sendable {
    /// Rules in their order; the first that matches decides, before any binding.
    public var rules: [RoutingRule]
    /// Bindings; the most specific one decides.
    public var bindings: [Binding]
    /// The agent for everything else; `nil` is the gateway's first agent.
    public var defaultAgent: AgentID?
    /// Whether conversations have sessions of their own, or share their agent's.
    public var scope: SessionScope
    /// Which direct conversations share a session, where they have sessions of their own.
    public var directMessageScope: DirectMessageScope
    /// The name of an agent's main session.
    public var mainKey: String
    /// Canonical names of people: identifier as `channel:peer` or `peer` → canonical name.
    public var identityLinks: [String: String]

    /// Makes a configuration; by default everything goes to the first agent's main session.
    public init(
        rules: [RoutingRule] = [],
        bindings: [Binding] = [],
        defaultAgent: AgentID? = nil,
        scope: SessionScope = .perSender,
        directMessageScope: DirectMessageScope = .main,
        mainKey: String = "main",
        identityLinks: [String: String] = [:]
    ) {
        self.rules = rules
        self.bindings = bindings
        self.defaultAgent = defaultAgent
        self.scope = scope
        self.directMessageScope = directMessageScope
        self.mainKey = mainKey
        self.identityLinks = identityLinks
    }
}
