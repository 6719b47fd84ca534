// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension RoutingRule {
    static let configurationSchema = ConfigurationObject<RoutingRule>(
        RoutingRule(match: RouteMatch(), agentID: .main),
        required: ["match", "target"],
        [
            .key(
                "match",
                \.match,
                RouteMatch.configurationSchema.type,
                default: RouteMatch(),
                "Conditions; all that are set must hold."
            ),
            .key("target", \.agentID, Self.targetType, default: .main, "Who answers."),
        ],
        reserved: [.ignored("name", "a name for people"), .ignored("comment", "a note for people")]
    )

    private struct Target: Sendable {
        var agentID = AgentID.main

        static let schema = ConfigurationObject<Self>(
            Self(),
            required: ["agentId"],
            [.key("agentId", \.agentID, .agentID, default: .main, aliases: ["agent"], "The agent.")]
        )
    }

    private static var targetType: ConfigurationType<AgentID> {
        ConfigurationType<AgentID>(
            shape: .object(Target.schema.keys),
            decode: { value, decoder in Target.schema.decode(value, &decoder)?.agentID },
            encode: { Target.schema.encode(Target(agentID: $0)) }
        )
    }
}
