// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `routing`: rules that choose the agent.
    public struct Routing: Sendable, Hashable {
        /// Rules in their order; the first that matches decides.
        public var rules: [RoutingRule] = []
        /// The agent for everything else.
        public var `default`: AgentID?

        /// The section without any key set.
        public init() {}
    }

    /// How messages find their agent and session: `routing`, `bindings` and parts of `session` together.
    public var routingConfiguration: RoutingConfiguration {
        var links: [String: String] = [:]
        for (name, identifiers) in self.session.identityLinks {
            for identifier in identifiers { links[identifier] = name }
        }
        return RoutingConfiguration(
            rules: self.routing.rules,
            bindings: self.bindings,
            defaultAgent: self.routing.default ?? self.agents.defaultAgent,
            scope: self.session.scope,
            directMessageScope: self.session.directMessageScope,
            mainKey: self.session.mainKey,
            identityLinks: links
        )
    }
}

extension Configuration.Routing {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "rules",
                \.rules,
                .list(of: RoutingRule.configurationSchema.type),
                default: [],
                "Rules in their order; the first that matches decides."
            ),
            .key("default", \.default, .target, aliases: ["defaultAgent"], "The agent for everything else."),
        ]
    )
}

extension ConfigurationType<AgentID> {
    /// An agent's name, or `{ agentId: name }`.
    static var target: Self {
        let name = ConfigurationType<AgentID>.agentID
        return Self(
            shape: name.shape,
            decode: { value, decoder in
                if case .object(let object) = value, object.count == 1, let inner = object["agentId"] {
                    return decoder.descend(.key("agentId")) { name.decode(inner, &$0) }
                }
                return name.decode(value, &decoder)
            },
            encode: name.encode
        )
    }
}
